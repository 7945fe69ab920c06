import { Readable } from 'node:stream';
import { Body, Controller, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { endUnreadRequest } from '../http/broken-request';
import { NDJSON_TYPES } from '../http/media-types';
import { validationProblem } from '../http/problem';
import { query } from '../http/query.pipe';
import { rateKeyOf } from '../http/rate-limits';
import { endUnreadStream } from '../http/unread-answers';
import type { Given } from '../http/validated';
import { COMMAND_CALLS, CommandsQuery } from './commands.api';
import { CommandLines } from './command-lines';

@Controller('v1/commands')
export class CommandsController {
  constructor(
    private readonly lines: CommandLines,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
  ) {}

  @Post()
  @COMMAND_CALLS.post
  post(
    @Incoming() call: IncomingCall,
    @Body() body: unknown,
    @Query(query(CommandsQuery)) { mode = 'live', disorder }: Given<typeof CommandsQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    if (!(body instanceof Readable)) throw validationProblem('The body is empty; send one command on each line.');
    const actor = mode === 'live' ? call.actor : ({ ...call.actor, kind: 'import' } as const);
    const inOrder = (disorder ?? (mode === 'history' ? 'refuse' : 'allow')) === 'refuse';
    endUnreadRequest(reply);
    endUnreadStream(reply.raw, this.config.answerTimeoutMs);
    reply
      .code(200)
      .type(`${NDJSON_TYPES[0]}; charset=utf-8`)
      .send(this.lines.run(body, { ...call, actor, rateKey: rateKeyOf(request) }, { mode, inOrder }));
  }
}
