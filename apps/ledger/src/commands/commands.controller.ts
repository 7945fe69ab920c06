import { Readable } from 'node:stream';
import { Body, Controller, Post, Query, Res } from '@nestjs/common';
import { COMMAND_MODES, type CommandMode } from '@ledger/journey';
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
    description:
      'import: occurredAt is also the instant that deadlines are computed from and compared with. history: so too, ' +
      'and states that are entered have no live deadline until a live command enters a state or sets one. Default: live.',
    of: COMMAND_MODES,
    optional: true,
  })
  mode?: CommandMode;

  @ChoiceField({
    description:
      'What becomes of a line that happened before its journey’s last event: refuse answers OUT_OF_ORDER. ' +
      'Default: refuse for history, else allow.',
    of: ['allow', 'refuse'],
    optional: true,
  })
  disorder?: 'allow' | 'refuse';
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
    @Query(query(CommandsQuery)) { mode = 'live', disorder }: CommandsQuery,
    @Res() reply: FastifyReply,
  ): void {
    if (!(body instanceof Readable))
      throw validationProblem('The body is empty and should hold one command on each line.');
    const actor = mode === 'live' ? call.actor : ({ ...call.actor, kind: 'import' } as const);
    const inOrder = (disorder ?? (mode === 'history' ? 'refuse' : 'allow')) === 'refuse';
    reply
      .code(200)
      .type(`${NDJSON_TYPES[0]}; charset=utf-8`)
      .send(this.lines.run(body, { ...call, actor }, { mode, inOrder }));
  }
}
