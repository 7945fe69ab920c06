import { abort, at, given, moved, started } from './payment-call.test-support';

describe('starting', () => {
  it('begins in the initial state, with the defaults, until its timeout', () => {
    given()
      .when({ type: 'StartJourney', channel: 'voice', customerId: 'c-1', context: { note: 'hi', verified: null } })
      .then(started({ context: { verified: false, fraudScore: 0, note: 'hi' }, customerId: 'c-1' }));
  });

  it('gives the initial state the session its own timeout', () => {
    given()
      .when({ type: 'StartJourney', channel: 'voice', maxDuration: 'P1M' })
      .then(started({ deadline: '2026-04-01T10:00:00.000Z', deadlinePolicy: 'session' }));
  });

  it('accepts the initial state named by the caller, and no other', () => {
    given()
      .when({ type: 'StartJourney', channel: 'voice', initialStateId: 'WELCOME', initiatingSource: 'queue' })
      .then(started({ initiatingSource: 'queue' }));
    given()
      .when({ type: 'StartJourney', initialStateId: 'PAYMENT' })
      .thenRejected('TRANSITION_NOT_ALLOWED', /starts in "WELCOME"; you sent "PAYMENT"/);
  });

  it('resumes a session that exists, wherever it is', () => {
    given(started())
      .when({ type: 'StartJourney', context: { verified: true } })
      .thenNothing('resumed');
    given(started(), moved('WELCOME', 'DONE')).when({ type: 'StartJourney' }).thenNothing('resumed');
  });

  it('detects a timeout before it resumes', () => {
    given(started())
      .when({ type: 'StartJourney', now: at(2) })
      .thenExpired(abort('WELCOME', { deadline: at(2) }, at(2), 'command'));
  });

  it('refuses a context that breaks the schema', () => {
    given()
      .when({ type: 'StartJourney', context: { verified: 'yes' } })
      .thenRejected('CONTEXT_INVALID', /^verified must be true or false; you sent/);
  });

  it('takes a negative zero as JSON would carry it', () => {
    given()
      .when({ type: 'StartJourney', channel: 'voice', context: { fraudScore: -0 } })
      .then(started());
  });

  it('has no channel where none is given', () => {
    given()
      .when({ type: 'StartJourney' })
      .then(started({ channel: null }));
  });
});
