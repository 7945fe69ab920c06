import { Injectable } from '@nestjs/common';
import { JourneyPersonalData, type CommandReply, type RunningJourney } from '@ledger/command-handling';
import {
  ALL_PERSONAL,
  hasPersonal,
  maskedContext,
  maskedEvent,
  maskedInputs,
  NOTHING_PERSONAL,
  type Context,
  type GuardTrace,
  type PersonalData,
} from '@ledger/journey';
import { extended } from '@ledger/plain-data';
import type { IncomingCall } from '../http/incoming-call';
import { seesPersonal } from './personal-scope';

type Caller = Pick<IncomingCall, 'granted'>;
type Viewer = Pick<IncomingCall, 'tenant' | 'granted'>;

/** Leaves personal data out of what callers without the scope `personal.read` are shown, and names it in `masked`. */
@Injectable()
export class MaskedViews {
  constructor(private readonly personal: JourneyPersonalData) {}

  /** What of a journey a caller may not see. */
  hiddenOf({ tenant, granted }: Viewer, journey: RunningJourney): PersonalData | Promise<PersonalData> {
    return seesPersonal(granted) ? NOTHING_PERSONAL : this.personal.ofJourney(tenant, journey);
  }

  /** What of all journeys of a definition a caller may not see; of an unknown one, everything. */
  async hiddenOfDefinition({ tenant, granted }: Viewer, definitionId: string | undefined): Promise<PersonalData> {
    if (seesPersonal(granted)) return NOTHING_PERSONAL;
    return definitionId === undefined ? ALL_PERSONAL : this.personal.ofDefinition(tenant, definitionId);
  }

  /** A journey as its caller may see it. */
  journey<Journey extends RunningJourney & Contextual>(call: Viewer, journey: Journey): Journey | Promise<Journey> {
    const hidden = this.hiddenOf(call, journey);
    return hidden instanceof Promise
      ? hidden.then((known) => withMaskedContext(journey, known))
      : withMaskedContext(journey, hidden);
  }

  /** Rows of a page, likewise. */
  async journeys<Row extends RunningJourney & Contextual>(call: Viewer, rows: readonly Row[]): Promise<readonly Row[]> {
    return seesPersonal(call.granted) ? rows : Promise.all(rows.map(async (row) => this.journey(call, row)));
  }

  /** What a command did, likewise; also where it is answered again. */
  reply({ granted }: Caller, tenant: string, reply: CommandReply): CommandReply | Promise<CommandReply> {
    const { journey } = reply;
    if (journey === undefined || seesPersonal(granted)) return reply;
    const hidden = this.hiddenOf({ tenant, granted }, journey);
    return hidden instanceof Promise ? hidden.then((known) => maskedReply(reply, known)) : maskedReply(reply, hidden);
  }
}

interface Contextual {
  readonly context: Context;
  readonly masked?: readonly string[];
}

/** A journey, or a row of one, without what is personal in its context. */
export function withMaskedContext<Journey extends Contextual>(journey: Journey, hidden: PersonalData): Journey {
  const { shown: context, masked } = maskedContext(journey.context, hidden);
  return masked.length === 0 ? journey : extended(journey, { context, masked });
}

type Trace = GuardTrace & { readonly masked?: readonly string[] };

/** A guard with the inputs that it read, without what is personal. */
export function withMaskedInputs<Guard extends Trace>(guard: Guard, hidden: PersonalData): Guard {
  const { shown: inputs, masked } = maskedInputs(guard.inputs, hidden);
  return masked.length === 0 ? guard : extended(guard, { inputs, masked });
}

function maskedReply(reply: CommandReply, hidden: PersonalData): CommandReply {
  if (!hasPersonal(hidden)) return reply;
  const { journey, events, guard } = reply;
  return {
    ...reply,
    events: events.map((event) => extended(event, { data: maskedEvent(event.data, hidden) })),
    ...(journey && { journey: withMaskedContext(journey, hidden) }),
    ...(guard && { guard: withMaskedInputs(guard, hidden) }),
  };
}
