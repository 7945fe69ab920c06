import { Readable } from 'node:stream';
import { Body, Controller, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ChoiceField } from '../http/fields';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { NDJSON_TYPES } from '../http/media-types';
import { validationProblem } from '../http/problem';
import { query } from '../http/query.pipe';
import { COMMAND_CALLS } from './commands.api';
import { CommandLines } from './command-lines';

class CommandsQuery {
  @ChoiceField({
    description: 'import: occurredAt is also the instant that deadlines are computed from and compared with.',
    of: ['live', 'import'],
    optional: true,
  })
  mode?: 'live' | 'import';
}

/** Many commands in one request: bulk posting and history import. */
@Controller('v1/commands')
export class CommandsController {
  constructor(private readonly lines: CommandLines) {}

  @Post()
  @COMMAND_CALLS.post
  post(
    @Incoming() call: IncomingCall,
    @Body() body: unknown,
    @Query(query(CommandsQuery)) { mode = 'live' }: CommandsQuery,
    @Res() reply: FastifyReply,
  ): void {
    if (!(body instanceof Readable))
      throw validationProblem('The body is empty and should hold one command on each line.');
    const actor = mode === 'import' ? ({ ...call.actor, kind: 'import' } as const) : call.actor;
    reply
      .code(200)
      .type(`${NDJSON_TYPES[0]}; charset=utf-8`)
      .send(this.lines.run(body, { ...call, actor }, mode));
  }
}
