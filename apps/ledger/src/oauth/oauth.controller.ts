import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerAddress } from '../access/caller-address';
import { OAUTH_CALLS } from './oauth.api';
import type { AccessToken } from './oauth.schemas';
import { TokenLogin } from './token-login';
import { NO_STORE } from './token-problem';
import { tokenRequest } from './token-request';

@Controller('oauth')
export class OAuthController {
  constructor(@Inject(TokenLogin) private readonly tokens: TokenLogin) {}

  @Post('token')
  @HttpCode(200)
  @OAUTH_CALLS.token
  token(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccessToken> {
    reply.headers(NO_STORE);
    return this.tokens.login(tokenRequest(body, request.headers.authorization), callerAddress(request));
  }
}
