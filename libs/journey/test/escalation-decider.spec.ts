import { escalationStatusAt } from '../src';
import {
  after,
  callback,
  claimedBy,
  deadLettered,
  ESCALATION_NOW as now,
  escalationAfter,
  failed,
  givenEscalation,
  requestedOf,
  webhook,
} from './escalation.test-support';

const FAILURE = { code: 'HTTP_500', status: 500, detail: 'The target answered 500.' };
const completed = { type: 'EscalationCompleted', data: { claimant: 'ann' } } as const;

describe('requesting an escalation', () => {
  it('says everything that a desk needs', () => {
    givenEscalation()
      .when({ type: 'RequestEscalation', request: callback, now })
      .then({ type: 'EscalationRequested', data: callback });
  });

  it('is nothing where it is requested already, whatever became of it', () => {
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)))
      .when({ type: 'RequestEscalation', request: webhook, now: after(1) })
      .thenNothing();
  });
});

describe('claiming an escalation', () => {
  const claim = { type: 'ClaimEscalation', claimant: 'ann', leaseMs: 60_000, now } as const;

  it('gives it to one desk, for as long as the lease runs', () => {
    givenEscalation(requestedOf(callback))
      .when(claim)
      .then({ type: 'EscalationClaimed', data: { claimant: 'ann', until: after(60) } });
  });

  it.each(['bob', 'ann'])('is refused to %s while it is claimed', (claimant) => {
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)))
      .when({ ...claim, claimant, now: after(59.999) })
      .thenRefused('ESCALATION_CLAIMED', /"ann" has claimed this escalation until 2026-03-01T10:01:00.000Z/);
  });

  it('is open to others the moment the lease has run out', () => {
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)))
      .when({ ...claim, claimant: 'bob', now: after(60) })
      .then({ type: 'EscalationClaimed', data: { claimant: 'bob', until: after(120) } });
  });

  it('lasts longer where its holder renews it, and never shorter', () => {
    const given = givenEscalation(requestedOf(callback), claimedBy('ann', after(60)));
    given
      .when({ ...claim, renew: true, now: after(30) })
      .then({ type: 'EscalationClaimed', data: { claimant: 'ann', until: after(90) } });
    given.when({ ...claim, renew: true, leaseMs: 1_000, now: after(30) }).thenNothing();
  });

  it('is not renewed by who does not hold it', () => {
    const given = givenEscalation(requestedOf(callback), claimedBy('ann', after(60)));
    given.when({ ...claim, claimant: 'bob', renew: true }).thenRefused('ESCALATION_CLAIM_LOST', /"ann" has claimed it/);
    given.when({ ...claim, renew: true, now: after(60) }).thenRefused('ESCALATION_CLAIM_LOST', /expired at/);
    givenEscalation(requestedOf(callback))
      .when({ ...claim, renew: true })
      .thenRefused('ESCALATION_CLAIM_LOST', /Claim it first/);
  });

  it('is refused for what a webhook delivers, and for what is completed', () => {
    givenEscalation(requestedOf(webhook))
      .when(claim)
      .thenRefused('ESCALATION_NOT_CLAIMABLE', /A webhook delivers/);
    givenEscalation(requestedOf(webhook), failed(1, null), deadLettered)
      .when(claim)
      .thenRefused('ESCALATION_NOT_CLAIMABLE', /Complete it/);
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)), completed)
      .when(claim)
      .thenRefused('ESCALATION_ENDED', /completed/);
  });
});

describe('releasing an escalation', () => {
  const release = { type: 'ReleaseEscalation', claimant: 'ann', note: 'no answer', now } as const;

  it('puts it back for everybody', () => {
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)))
      .when(release)
      .then({ type: 'EscalationReleased', data: { claimant: 'ann', note: 'no answer' } });
  });

  it('is refused to who does not hold it, or not any more', () => {
    const given = givenEscalation(requestedOf(callback), claimedBy('ann', after(60)));
    given.when({ ...release, claimant: 'bob' }).thenRefused('ESCALATION_CLAIM_LOST', /no claim/);
    given.when({ ...release, now: after(60) }).thenRefused('ESCALATION_CLAIM_LOST', /expired at/);
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)), completed)
      .when(release)
      .thenRefused('ESCALATION_ENDED', /completed/);
  });
});

describe('completing an escalation', () => {
  const complete = { type: 'CompleteEscalation', claimant: 'ann', outcome: 'called back', now } as const;
  const event = { type: 'EscalationCompleted', data: { claimant: 'ann', outcome: 'called back' } } as const;

  it('is done by who holds it', () => {
    givenEscalation(requestedOf(callback), claimedBy('ann', after(60)))
      .when(complete)
      .then(event);
  });

  it('is refused to who has not claimed it, or whose claim was lost or ran out', () => {
    givenEscalation(requestedOf(callback))
      .when(complete)
      .thenRefused('ESCALATION_CLAIM_LOST', /Claim it first/);
    const given = givenEscalation(requestedOf(callback), claimedBy('bob', after(60)));
    given.when(complete).thenRefused('ESCALATION_CLAIM_LOST', /"bob" has claimed it/);
    given.when({ ...complete, claimant: 'bob', now: after(61) }).thenRefused('ESCALATION_CLAIM_LOST', /expired at/);
  });

  it('ends what a webhook delivers, wherever its delivery stands', () => {
    givenEscalation(requestedOf(webhook)).when(complete).then(event);
    givenEscalation(requestedOf(webhook), failed(1, null), deadLettered).when(complete).then(event);
    expect(escalationAfter(requestedOf(webhook), failed(1, after(5)), completed)?.delivery?.nextAttemptAt).toBeNull();
  });
});

describe('delivering an escalation', () => {
  const record = { type: 'RecordFailure', attempt: 1, failure: FAILURE, nextAttemptAt: after(5), now } as const;

  it('keeps when it is tried next', () => {
    givenEscalation(requestedOf(webhook))
      .when(record)
      .then({ type: 'EscalationFailed', data: { target: 'desk', attempt: 1, ...FAILURE, nextAttemptAt: after(5) } });
    expect(escalationAfter(requestedOf(webhook), failed(1, after(5)))?.delivery).toMatchObject({
      attempts: 1,
      attemptsInRound: 1,
      nextAttemptAt: after(5),
      lastFailure: FAILURE,
    });
  });

  it('gives up together with the last failure', () => {
    givenEscalation(requestedOf(webhook))
      .when({ ...record, nextAttemptAt: null })
      .then(
        { type: 'EscalationFailed', data: { target: 'desk', attempt: 1, ...FAILURE, nextAttemptAt: null } },
        { type: 'EscalationDeadLettered', data: { target: 'desk', attempts: 1, reason: FAILURE.detail } },
      );
    givenEscalation(requestedOf(webhook))
      .when({ type: 'GiveUpDelivery', reason: 'too old', now })
      .then({ type: 'EscalationDeadLettered', data: { target: 'desk', attempts: 0, reason: 'too old' } });
  });

  it('is recorded once, even if two dispatchers made the same attempt', () => {
    givenEscalation(requestedOf(webhook), failed(1, after(5)))
      .when(record)
      .thenNothing();
    givenEscalation(requestedOf(webhook), failed(1, after(5)))
      .when({ type: 'RecordDelivery', status: 204, now })
      .then({ type: 'EscalationDelivered', data: { target: 'desk', attempt: 2, status: 204 } });
  });

  it('has arrived also where it was given up meanwhile, and matters no more once it is completed', () => {
    givenEscalation(requestedOf(webhook), failed(1, null), deadLettered)
      .when({ type: 'RecordDelivery', status: 200, now })
      .then({ type: 'EscalationDelivered', data: { target: 'desk', attempt: 2, status: 200 } });
    const done = givenEscalation(requestedOf(webhook), completed);
    done.when({ type: 'RecordDelivery', status: 200, now }).thenNothing();
    done.when(record).thenNothing();
    done.when({ type: 'GiveUpDelivery', reason: 'too old', now }).thenNothing();
  });

  it('is none of a desk that pulls', () => {
    const given = givenEscalation(requestedOf(callback));
    given.when(record).thenNothing();
    given.when({ type: 'RecordDelivery', status: 200, now }).thenNothing();
  });
});

describe('replaying a dead letter', () => {
  const replay = { type: 'ReplayEscalation', reason: 'the desk is back', now: after(100) } as const;

  it('begins a new round of attempts under the same id', () => {
    givenEscalation(requestedOf(webhook), failed(1, null), deadLettered)
      .when(replay)
      .then({ type: 'EscalationReplayed', data: { target: 'desk', reason: 'the desk is back' } });
    const replayed = { type: 'EscalationReplayed', data: { target: 'desk' }, at: after(100) } as const;
    expect(escalationAfter(requestedOf(webhook), failed(1, null), deadLettered, replayed)).toMatchObject({
      status: 'delivering',
      delivery: { attempts: 1, attemptsInRound: 0, since: after(100), nextAttemptAt: after(100) },
    });
  });

  it('is refused for anything else', () => {
    givenEscalation(requestedOf(webhook))
      .when(replay)
      .thenRefused('ESCALATION_NOT_DEAD_LETTERED', /is being delivered/);
    givenEscalation(requestedOf(callback))
      .when(replay)
      .thenRefused('ESCALATION_NOT_DEAD_LETTERED', /waits in a queue/);
  });
});

describe('an escalation', () => {
  it('that was not requested refuses every command', () => {
    for (const type of ['ReleaseEscalation', 'CompleteEscalation'] as const) {
      givenEscalation()
        .when({ type, claimant: 'ann', now })
        .thenRefused('ESCALATION_NOT_FOUND', /no escalation/);
    }
  });

  it('is open again when its claim has run out, without an event', () => {
    const state = escalationAfter(requestedOf(callback), claimedBy('ann', after(60)));
    if (state === undefined) throw new Error('It should have been requested.');
    expect(escalationStatusAt(state, after(59))).toBe('claimed');
    expect(escalationStatusAt(state, after(60))).toBe('open');
  });

  it('is not disturbed by what it does not know', () => {
    const before = escalationAfter(requestedOf(callback));
    const odd = { type: 'EscalationPraised', data: { stars: 5 } } as never;
    expect(escalationAfter(requestedOf(callback), odd)).toEqual({ ...before, revision: 1n });
    expect(escalationAfter(odd)).toBeUndefined();
    const broken = { type: 'EscalationClaimed', data: null } as never;
    expect(escalationAfter(requestedOf(callback), broken)).toEqual({ ...before, revision: 1n });
  });
});
