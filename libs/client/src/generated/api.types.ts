// Generated from docs/reference/openapi.json by `npm run api-types`. Do not edit.

export interface components {
    schemas: {
        /** @description Who the caller is, and what it may do. */
        readonly Access: {
            /** @description Client of the key; null without authentication. */
            readonly clientId: string | null;
            /** @description What the key is called, or who the token is of; null without authentication. */
            readonly name: string | null;
            /** @description The tenant whose journeys it reads and writes. */
            readonly tenant: string;
            /** @description What the caller may do. */
            readonly scopes: readonly ("statestore.read" | "statestore.write" | "definitions.write" | "analytics.read" | "audit.read" | "personal.read" | "operations.write" | "history.import" | "admin")[];
            /** @description The only definitions that it may use; null: all of its tenant. */
            readonly definitions: readonly string[] | null;
            /**
             * Format: date-time
             * @description From when on its key or token is refused; null if it has no end.
             */
            readonly expiresAt: string | null;
        };
        /** @description One page of who read what, newest first. */
        readonly AccessPage: {
            /** @description The reads of this page: it may have none although later pages do. */
            readonly accesses: readonly components["schemas"]["RecordedRead"][];
            /**
             * Format: date-time
             * @description All reads from then on were looked through.
             */
            readonly searchedFrom: string;
            /** @description Asks for the next page, as the query parameter cursor. Absent on the last page. */
            readonly nextCursor?: string;
        };
        /** @description An access token (RFC 6749, section 5.1). */
        readonly AccessToken: {
            /** @description A JWT; opaque to clients. */
            readonly access_token: string;
            /**
             * @description Send it as Authorization: Bearer.
             * @enum {string}
             */
            readonly token_type: "Bearer";
            /** @description Seconds until it expires. It ends sooner if its key does. */
            readonly expires_in: number;
            /** @description What it allows: scopes, separated by spaces. */
            readonly scope: string;
        };
        /** @description Who sent a command. */
        readonly Actor: {
            /** @description Who it was; anonymous without authentication. */
            readonly subject: string;
            /** @description Client whose credentials were used. */
            readonly clientId?: string;
            /** @description caller, operator, saga or import. */
            readonly kind: string;
        };
        /** @description A line that asks for addAlias. */
        readonly AddAliasLine: {
            /**
             * @description What the line asks for.
             * @constant
             */
            readonly command: "addAlias";
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description What a platform calls the customer or the conversation.
             * @example whatsapp:4915112345
             */
            readonly alias: string;
            /**
             * @description Reason, for the timeline.
             * @example The customer writes as well
             */
            readonly reason?: string | null;
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
        };
        /** @description Adds an alias to a journey. */
        readonly AliasRequest: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description What a platform calls the customer or the conversation.
             * @example whatsapp:4915112345
             */
            readonly alias: string;
            /**
             * @description Reason, for the timeline.
             * @example The customer writes as well
             */
            readonly reason?: string | null;
        };
        /** @description An event that a command appended. */
        readonly AppendedEvent: {
            /** @description UUID of the event. */
            readonly id: string;
            /** @description Type of the event, such as JourneyTransitioned. */
            readonly type: string;
            /** @description Its revision in the journey’s stream. */
            readonly revision: number;
            /** @description Payload of the event, as stored; for callers without personal.read without personal properties, named in its masked. */
            readonly data: {
                readonly [key: string]: unknown;
            };
        };
        /** @description Whole journeys. */
        readonly CaseAnalytics: {
            /** @description Journeys that the filter selects. */
            readonly journeys: number;
            /** @description Journeys by outcome. */
            readonly outcomes: {
                /** @description Active journeys. */
                readonly open: number;
                /** @description Ended in a final state with this outcome. */
                readonly success: number;
                /** @description Ended in a final state with this outcome. */
                readonly failure: number;
                /** @description Ended in a final state with this outcome, or timed out. */
                readonly abandoned: number;
                /** @description Ended in a final state without an outcome. */
                readonly completed: number;
            };
            /** @description Time from the first state to the last one so far, open journeys included; null without any. */
            readonly duration: {
                /** @description Sum, milliseconds. */
                readonly totalMs: number;
                /** @description Mean, milliseconds. */
                readonly meanMs: number;
                /** @description Median, milliseconds, exact. */
                readonly p50Ms: number;
                /** @description 90th percentile, milliseconds, exact. */
                readonly p90Ms: number;
                /** @description 95th percentile, milliseconds, exact. */
                readonly p95Ms: number;
                /** @description 99th percentile, milliseconds, exact. */
                readonly p99Ms: number;
                /** @description Shortest, milliseconds. */
                readonly minMs: number;
                /** @description Longest, milliseconds. */
                readonly maxMs: number;
            } | null;
            /** @description Visits of states that the same journey had visited before. */
            readonly rework: {
                /** @description Journeys with such visits. */
                readonly journeys: number;
                /** @description Such visits. */
                readonly visits: number;
                /** @description By state, those with the most such visits first. */
                readonly states: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description The state. */
                    readonly state: string;
                    /** @description Journeys. */
                    readonly journeys: number;
                    /** @description Such visits of this state. */
                    readonly visits: number;
                }[];
            };
            /** @description First states, the most frequent first. */
            readonly starts: readonly {
                /** @description Definition of the journeys. */
                readonly definitionId: string;
                /** @description The state. */
                readonly state: string;
                /** @description Journeys. */
                readonly journeys: number;
            }[];
            /** @description Last states so far, the most frequent first. */
            readonly ends: readonly {
                /** @description Definition of the journeys. */
                readonly definitionId: string;
                /** @description The state. */
                readonly state: string;
                /** @description Journeys. */
                readonly journeys: number;
                /**
                 * @description Outcome of these journeys; open if they are active.
                 * @enum {string}
                 */
                readonly outcome: "open" | "success" | "failure" | "abandoned" | "completed";
            }[];
            /** @description The same figures of compareVersion. */
            readonly comparison?: {
                /** @description That version. */
                readonly version: number;
                /** @description Journeys that the filter selects. */
                readonly journeys: number;
                /** @description Journeys by outcome. */
                readonly outcomes: {
                    /** @description Active journeys. */
                    readonly open: number;
                    /** @description Ended in a final state with this outcome. */
                    readonly success: number;
                    /** @description Ended in a final state with this outcome. */
                    readonly failure: number;
                    /** @description Ended in a final state with this outcome, or timed out. */
                    readonly abandoned: number;
                    /** @description Ended in a final state without an outcome. */
                    readonly completed: number;
                };
                /** @description Time from the first state to the last one so far, open journeys included; null without any. */
                readonly duration: {
                    /** @description Sum, milliseconds. */
                    readonly totalMs: number;
                    /** @description Mean, milliseconds. */
                    readonly meanMs: number;
                    /** @description Median, milliseconds, exact. */
                    readonly p50Ms: number;
                    /** @description 90th percentile, milliseconds, exact. */
                    readonly p90Ms: number;
                    /** @description 95th percentile, milliseconds, exact. */
                    readonly p95Ms: number;
                    /** @description 99th percentile, milliseconds, exact. */
                    readonly p99Ms: number;
                    /** @description Shortest, milliseconds. */
                    readonly minMs: number;
                    /** @description Longest, milliseconds. */
                    readonly maxMs: number;
                } | null;
                /** @description Visits of states that the same journey had visited before. */
                readonly rework: {
                    /** @description Journeys with such visits. */
                    readonly journeys: number;
                    /** @description Such visits. */
                    readonly visits: number;
                    /** @description By state, those with the most such visits first. */
                    readonly states: readonly {
                        /** @description Definition of the journeys. */
                        readonly definitionId: string;
                        /** @description The state. */
                        readonly state: string;
                        /** @description Journeys. */
                        readonly journeys: number;
                        /** @description Such visits of this state. */
                        readonly visits: number;
                    }[];
                };
                /** @description First states, the most frequent first. */
                readonly starts: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description The state. */
                    readonly state: string;
                    /** @description Journeys. */
                    readonly journeys: number;
                }[];
                /** @description Last states so far, the most frequent first. */
                readonly ends: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description The state. */
                    readonly state: string;
                    /** @description Journeys. */
                    readonly journeys: number;
                    /**
                     * @description Outcome of these journeys; open if they are active.
                     * @enum {string}
                     */
                    readonly outcome: "open" | "success" | "failure" | "abandoned" | "completed";
                }[];
            };
            /** @description One for each value of groupBy, those of the most journeys first. */
            readonly groups?: readonly {
                /** @description What its journeys have in common; null if they have no such value. */
                readonly value: unknown;
                /** @description Journeys that the filter selects. */
                readonly journeys: number;
                /** @description Journeys by outcome. */
                readonly outcomes: {
                    /** @description Active journeys. */
                    readonly open: number;
                    /** @description Ended in a final state with this outcome. */
                    readonly success: number;
                    /** @description Ended in a final state with this outcome. */
                    readonly failure: number;
                    /** @description Ended in a final state with this outcome, or timed out. */
                    readonly abandoned: number;
                    /** @description Ended in a final state without an outcome. */
                    readonly completed: number;
                };
                /** @description Time from the first state to the last one so far, open journeys included; null without any. */
                readonly duration: {
                    /** @description Sum, milliseconds. */
                    readonly totalMs: number;
                    /** @description Mean, milliseconds. */
                    readonly meanMs: number;
                    /** @description Median, milliseconds, exact. */
                    readonly p50Ms: number;
                    /** @description 90th percentile, milliseconds, exact. */
                    readonly p90Ms: number;
                    /** @description 95th percentile, milliseconds, exact. */
                    readonly p95Ms: number;
                    /** @description 99th percentile, milliseconds, exact. */
                    readonly p99Ms: number;
                    /** @description Shortest, milliseconds. */
                    readonly minMs: number;
                    /** @description Longest, milliseconds. */
                    readonly maxMs: number;
                } | null;
                /** @description Visits of states that the same journey had visited before. */
                readonly rework: {
                    /** @description Journeys with such visits. */
                    readonly journeys: number;
                    /** @description Such visits. */
                    readonly visits: number;
                    /** @description By state, those with the most such visits first. */
                    readonly states: readonly {
                        /** @description Definition of the journeys. */
                        readonly definitionId: string;
                        /** @description The state. */
                        readonly state: string;
                        /** @description Journeys. */
                        readonly journeys: number;
                        /** @description Such visits of this state. */
                        readonly visits: number;
                    }[];
                };
                /** @description First states, the most frequent first. */
                readonly starts: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description The state. */
                    readonly state: string;
                    /** @description Journeys. */
                    readonly journeys: number;
                }[];
                /** @description Last states so far, the most frequent first. */
                readonly ends: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description The state. */
                    readonly state: string;
                    /** @description Journeys. */
                    readonly journeys: number;
                    /**
                     * @description Outcome of these journeys; open if they are active.
                     * @enum {string}
                     */
                    readonly outcome: "open" | "success" | "failure" | "abandoned" | "completed";
                }[];
            }[];
            /** @description Different values of groupBy; groups has groupLimit of them. */
            readonly groupsTotal?: number;
        };
        /** @description A line that asks for channel. */
        readonly ChannelLine: {
            /**
             * @description What the line asks for.
             * @constant
             */
            readonly command: "channel";
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Channel that takes over.
             * @example chat
             */
            readonly channel: string;
            /**
             * @description The platform’s id of the conversation on that channel.
             * @example conv-81
             */
            readonly conversationId?: string | null;
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
        };
        /** @description Hands a journey over to another channel. */
        readonly ChannelRequest: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Channel that takes over.
             * @example chat
             */
            readonly channel: string;
            /**
             * @description The platform’s id of the conversation on that channel.
             * @example conv-81
             */
            readonly conversationId?: string | null;
        };
        /** @description What the static check says of a policy. */
        readonly CheckedPolicy: {
            /** @description Name of the policy. */
            readonly name: string;
            /**
             * @description Its template.
             * @enum {string}
             */
            readonly kind: "precedence" | "response" | "chainResponse" | "existence" | "absence" | "notCoexistence";
            /**
             * @description proved: the states imply it; watched: journeys are watched for it; excluded: no journey can keep it.
             * @enum {string}
             */
            readonly verdict: "proved" | "watched" | "excluded";
            /** @description Why, one sentence. */
            readonly message: string;
            /** @description States, one after the other, of a journey that breaks it. */
            readonly example?: readonly string[];
        };
        /** @description Claims an escalation. */
        readonly ClaimRequest: {
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example desk-7-claim-1
             */
            readonly commandId?: string | null;
            /**
             * @description Who claims it: an agent, a desk. Default: the caller’s own name.
             * @example desk-7/ann
             */
            readonly claimant?: string | null;
            /**
             * @description Seconds until others may claim it. Default: 300.
             * @example 300
             */
            readonly leaseSeconds?: number | null;
            /** @description Whether the claimant holds it already and extends its claim. */
            readonly renew?: boolean | null;
            /**
             * @description Reason, for the timeline.
             * @example The customer is on the line
             */
            readonly note?: string | null;
        };
        /** @description An event as CloudEvents 1.0. */
        readonly CloudEvent: {
            /**
             * @description Version of CloudEvents.
             * @constant
             */
            readonly specversion: "1.0";
            /** @description Position of the event in the ledger: unique within source. */
            readonly id: string;
            /** @description urn:journey-ledger: and the tenant. */
            readonly source: string;
            /** @description io.journey-ledger. and the type of the event. */
            readonly type: string;
            /** @description Key of the journey. */
            readonly subject: string;
            /**
             * Format: date-time
             * @description When it happened, business time.
             */
            readonly time: string;
            /**
             * @description Media type of data.
             * @constant
             */
            readonly datacontenttype: "application/json";
            /**
             * Format: date-time
             * @description When the ledger stored it.
             */
            readonly recordedtime: string;
            /** @description Its position in the ledger. */
            readonly position: string;
            /** @description Its revision in the journey’s stream. */
            readonly revision?: number;
            /** @description Definition of the journey. */
            readonly definitionid?: string;
            /** @description Version of that definition. */
            readonly definitionversion?: number;
            /** @description The caller’s own id of the customer. */
            readonly customerid?: string;
            /** @description Channel of the journey at that time. */
            readonly channel?: string;
            /** @description caller, operator, saga or import. */
            readonly actorkind: string;
            /** @description Who sent the command. */
            readonly actorsubject: string;
            /** @description The commandId of the command. */
            readonly commandid?: string;
            /** @description Trace id or request id of the request. */
            readonly correlationid?: string;
            /** @description What caused the command. */
            readonly causationid?: string;
            /** @description The platform’s id of the conversation. */
            readonly conversationid?: string;
            /** @description Hash of the event. */
            readonly hash: string;
            /** @description Hash of the event before it in its stream. */
            readonly previoushash?: string;
            /** @description Payload of the event, as stored. */
            readonly data: {
                readonly [key: string]: unknown;
            };
        };
        /** @description One command of POST /v1/commands. */
        readonly CommandLine: components["schemas"]["StartLine"] | components["schemas"]["TransitionLine"] | components["schemas"]["ContextLine"] | components["schemas"]["ChannelLine"] | components["schemas"]["AddAliasLine"] | components["schemas"]["RemoveAliasLine"] | components["schemas"]["DeadlineLine"] | components["schemas"]["RestartLine"];
        /** @description The journey after a command that was accepted. */
        readonly CommandResult: {
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Definition that the journey runs. */
            readonly definitionId: string;
            /** @description Version of that definition. */
            readonly definitionVersion: number;
            /**
             * @description ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.
             * @enum {string}
             */
            readonly status: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
            /** @description State that the journey is in. */
            readonly stateId: string;
            /** @description State before it; null before the first transition. */
            readonly previousStateId: string | null;
            /** @description Revision of the journey’s last event: what expectedRevision is compared with. */
            readonly revision: number;
            /**
             * Format: date-time
             * @description When the journey entered its state, business time.
             */
            readonly enteredAt: string;
            /**
             * Format: date-time
             * @description When the journey started, business time.
             */
            readonly startedAt: string;
            /**
             * Format: date-time
             * @description When its last event happened, business time.
             */
            readonly lastUpdatedAt: string;
            /**
             * Format: date-time
             * @description When the state times out, overrides and pauses included; null if it does not.
             */
            readonly deadline: string | null;
            /** @description Whether the deadline has passed and no timeout is recorded yet. */
            readonly overdue: boolean;
            /** @description Channel that the journey is on, such as voice or chat. */
            readonly channel: string | null;
            /** @description The caller’s own id of the customer. */
            readonly customerId: string | null;
            /** @description Properties that the definition’s context schema declares, defaults included. */
            readonly context: {
                readonly [key: string]: unknown;
            };
            /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
            readonly masked?: readonly string[];
            /** @description Position of the journey’s last event in the ledger: queries take it as atLeast. */
            readonly position: string;
            /** @description Version to which the next command of the flow upgrades the journey, which is shown as it will be then; absent if it stays. */
            readonly upgradeTo?: number;
            /**
             * Format: date-time
             * @description What the caller gave for startedAt, if its clock was beyond CLOCK_SKEW_SECONDS.
             */
            readonly givenStartedAt?: string;
            /**
             * Format: date-time
             * @description What the caller gave for lastUpdatedAt, if its clock was beyond CLOCK_SKEW_SECONDS.
             */
            readonly givenLastUpdatedAt?: string;
            /** @description What platforms call the customer or the conversation; absent if there are none. */
            readonly aliases?: readonly string[];
            /** @description What started the journey: a queue, a campaign. */
            readonly initiatingSource: string | null;
            /** @description States that a transition would be accepted to now, without further context. */
            readonly allowedTargets: readonly string[];
            /**
             * @description What the command did.
             * @enum {string}
             */
            readonly outcome: "CREATED" | "RESUMED" | "ADVANCED" | "RESTARTED" | "UNCHANGED";
            /**
             * @description Of RESUMED: whether the session or an alias led to the journey, whose sessionId is above.
             * @enum {string}
             */
            readonly resumedBy?: "session" | "alias";
            /** @description Of a start: the aliases that it asked for and the journey does not have, since a journey that is resumed stays as it is: add them with POST /v1/journeys/{sessionId}/aliases. Absent if it has all. */
            readonly aliasesNotAdded?: readonly string[];
            /** @description Whether this commandId was answered before and this is its first reply again. */
            readonly replayed: boolean;
            /** @description The events that the command appended; of RESUMED and UNCHANGED none, or the upgrade of the journey alone. */
            readonly events: readonly components["schemas"]["AppendedEvent"][];
        };
        /** @description Digests of the live and of the rebuilt rows. */
        readonly ComparedDigests: {
            /** @description Digest of the live rows. */
            readonly live: string;
            /** @description Digest of the rebuilt rows. */
            readonly built: string;
            /** @description The first row that differs. */
            readonly firstDifference?: {
                /** @description Its table. */
                readonly table: string;
                /** @description Its key, by column. */
                readonly key: {
                    readonly [key: string]: unknown;
                };
            };
        };
        /** @description Completes an escalation. */
        readonly CompleteRequest: {
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example desk-7-claim-1
             */
            readonly commandId?: string | null;
            /**
             * @description Who claims it: an agent, a desk. Default: the caller’s own name.
             * @example desk-7/ann
             */
            readonly claimant?: string | null;
            /**
             * @description Result, for the timeline.
             * @example Called back, paid
             */
            readonly outcome?: string | null;
        };
        /** @description What the console needs to know before it asks for more. */
        readonly ConsoleSettings: {
            /** @description Version of the ledger. */
            readonly version: string;
            /** @description The same as long as the ledger has the same first event; null if it has none, or cannot be read. */
            readonly ledgerId: string | null;
            /**
             * @description How callers prove who they are.
             * @enum {string}
             */
            readonly authentication: "none" | "api-key" | "oauth" | "api-key,oauth";
            /**
             * @description Where events are stored.
             * @enum {string}
             */
            readonly ledger: "embedded" | "eventstoredb";
            /**
             * @description Where read models are stored.
             * @enum {string}
             */
            readonly readModels: "embedded" | "postgresql";
            /** @description What this process does. */
            readonly roles: readonly ("api" | "projector" | "saga")[];
            /**
             * Format: date-time
             * @description The clock of the ledger.
             */
            readonly now: string;
            /** @description Silence after which a stream of events sends a comment, milliseconds: after twice as long without anything, take it for lost. */
            readonly heartbeatMs: number;
        };
        /** @description A line that asks for context. */
        readonly ContextLine: {
            /**
             * @description What the line asks for.
             * @constant
             */
            readonly command: "context";
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Merge patch (RFC 7396) of the context.
             * @example {
             *       "verified": true
             *     }
             */
            readonly context: {
                readonly [key: string]: unknown;
            };
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
        };
        /** @description The version that new journeys start with. */
        readonly CurrentVersion: {
            /** @description The version. */
            readonly version: number;
            readonly since: components["schemas"]["VersionChange"];
        };
        /** @description Makes a version current. */
        readonly CurrentVersionRequest: {
            /**
             * @description The version that new journeys start with.
             * @example 1
             */
            readonly version: number;
            /**
             * @description Reason, for the audit trail.
             * @example Version 2 sends every caller to the desk
             */
            readonly reason: string;
            /**
             * @description Optimistic lock: the revision last read of the definition.
             * @example 1
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Identifies the request: sent again, it changes nothing again. The header Idempotency-Key does the same.
             * @example roll-back-1
             */
            readonly commandId?: string | null;
        };
        /** @description An event that a projection failed to apply and skipped. */
        readonly DeadLetter: {
            /** @description The projection. */
            readonly projection: string;
            /** @description Position of the event in the ledger. */
            readonly position: string;
            /** @description Id of the event. */
            readonly eventId: string;
            /** @description Stream of the event. */
            readonly stream: string;
            /** @description Type of the event. */
            readonly type: string;
            /** @description Why it failed the last time. */
            readonly error: string;
            /** @description How often it was tried. */
            readonly attempts: number;
            /**
             * Format: date-time
             * @description When it failed first.
             */
            readonly firstFailedAt: string;
            /**
             * Format: date-time
             * @description When it failed last.
             */
            readonly lastFailedAt: string;
            /**
             * Format: date-time
             * @description When a retry was requested; null if none is waiting.
             */
            readonly retryRequestedAt: string | null;
        };
        /** @description The dead letters of a projection. */
        readonly DeadLetterList: {
            /** @description In the ledger’s order. */
            readonly deadLetters: readonly components["schemas"]["DeadLetter"][];
        };
        /** @description An open deadline. */
        readonly Deadline: {
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Definition of the journey. */
            readonly definitionId: string;
            /** @description State that times out. */
            readonly stateId: string;
            /**
             * Format: date-time
             * @description When the journey entered it.
             */
            readonly enteredAt: string;
            /**
             * Format: date-time
             * @description When it times out.
             */
            readonly deadline: string;
            /** @description Revision of the event that entered it. */
            readonly enteredRevision: number;
        };
        /** @description A line that asks for deadline. */
        readonly DeadlineLine: {
            /**
             * @description What the line asks for.
             * @constant
             */
            readonly command: "deadline";
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * Format: date-time
             * @description When the journey’s state times out, RFC 3339; null for no deadline.
             * @example 2026-11-02T10:00:00Z
             */
            readonly deadline: string | null;
            /**
             * @description Reason, for the timeline.
             * @example Customer asked for more time
             */
            readonly reason?: string | null;
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
        };
        /** @description One page of a list. */
        readonly DeadlinePage: {
            /** @description The rows of this page. */
            readonly deadlines: readonly components["schemas"]["Deadline"][];
            /** @description Asks for the next page, as the query parameter cursor. Absent on the last page. */
            readonly nextCursor?: string;
        };
        /** @description Changes the deadline of one journey’s state. */
        readonly DeadlineRequest: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * Format: date-time
             * @description When the journey’s state times out, RFC 3339; null for no deadline.
             * @example 2026-11-02T10:00:00Z
             */
            readonly deadline: string | null;
            /**
             * @description Reason, for the timeline.
             * @example Customer asked for more time
             */
            readonly reason?: string | null;
        };
        /**
         * Journey definition
         * @description A versioned state machine for customers’ journeys: states, transitions, guards, timeouts, context.
         */
        readonly Definition: {
            /** @description Id of the definition. */
            readonly id: string;
            /** @description Published versions are immutable. */
            readonly version: number;
            /** @description For people. */
            readonly title?: string;
            /** @description State in which a journey starts. */
            readonly initial: string;
            /** @description Whether a start with an alias resumes the open journey that has it: always, never (default), or within a time since its last update. */
            readonly resume?: string | {
                /** @description ISO 8601 duration, such as PT2M. */
                readonly within: string;
            };
            /** @description The states, by id. */
            readonly states: {
                readonly [key: string]: {
                    /** @description For people. */
                    readonly title?: string;
                    /** @description A journey ends here. */
                    readonly final?: boolean;
                    /**
                     * @description Of a final state: how a journey that ends here fared; analytics count by it.
                     * @enum {unknown}
                     */
                    readonly outcome?: "success" | "failure" | "abandoned";
                    /** @description Name of an entry of escalations, requested each time the state is entered. */
                    readonly escalation?: string;
                    /** @description When and how the state times out; without it the journey may wait for ever. */
                    readonly timeout?: {
                        /** @description ISO 8601 duration, such as PT2M. */
                        readonly after: string;
                        /** @description State entered on timeout; default ABORT_TIMEOUT. */
                        readonly target?: string;
                        /** @description Name of an entry of escalations. */
                        readonly escalation?: string;
                    };
                    /** @description Transitions to other states; the first whose guard holds is taken. */
                    readonly transitions?: readonly {
                        /** @description Id of a state, such as PAYMENT_COLLECTOR. */
                        readonly target: string;
                        /** @description Trigger that a caller may name instead. */
                        readonly event?: string;
                        /** @description CEL expression over context, channel, now and visits(state). */
                        readonly guard?: string;
                        /**
                         * @description What happens to the transition if its caller expected a stale revision; default reject.
                         * @enum {unknown}
                         */
                        readonly onConflict?: "reject" | "retry" | "merge" | "restart";
                    }[];
                };
            };
            /** @description Transitions of every state that is not final, except to itself. */
            readonly anyState?: {
                /** @description Transitions to other states; the first whose guard holds is taken. */
                readonly transitions: readonly {
                    /** @description Id of a state, such as PAYMENT_COLLECTOR. */
                    readonly target: string;
                    /** @description Trigger that a caller may name instead. */
                    readonly event?: string;
                    /** @description CEL expression over context, channel, now and visits(state). */
                    readonly guard?: string;
                    /**
                     * @description What happens to the transition if its caller expected a stale revision; default reject.
                     * @enum {unknown}
                     */
                    readonly onConflict?: "reject" | "retry" | "merge" | "restart";
                }[];
            };
            /** @description JSON Schema of the context. `default`s are filled in; `x-personal: true` marks personal data, `x-not-card: true` what only looks like a card number. */
            readonly context?: Record<string, never>;
            /** @description Escalations that states and timeouts name, by name. */
            readonly escalations?: {
                readonly [key: string]: {
                    /**
                     * @description callback and queue are pulled by a desk, webhook is pushed.
                     * @enum {unknown}
                     */
                    readonly kind: "callback" | "queue" | "webhook";
                    /** @description Name of the queue that it waits in. */
                    readonly queue?: string;
                    /** @description Name of a configured webhook target. */
                    readonly target?: string;
                    /** @description ISO 8601 duration, such as PT2M. */
                    readonly within?: string;
                    /**
                     * @description When it is withdrawn: left, once a command leaves the state; ended, once one enters a final state whose outcome is success; never. Default ended.
                     * @enum {unknown}
                     */
                    readonly withdrawWhen?: "left" | "ended" | "never";
                };
            };
            /** @description How open journeys of earlier versions come over to this one. */
            readonly upgrade?: {
                /** @description Versions whose open journeys may come over; default all earlier ones. */
                readonly from?: readonly number[];
                /**
                 * @description never: a journey ends under the version it runs; resume: at the next command of its flow; operator: only by a migration. Default resume if the check proves it safe, else operator.
                 * @enum {unknown}
                 */
                readonly when?: "never" | "resume" | "operator";
                /** @description New state ids by the old ones, of states that were renamed. */
                readonly states?: {
                    readonly [key: string]: string;
                };
                /** @description Context properties that this version no longer has. */
                readonly drop?: readonly string[];
                /**
                 * @description keep the instant, recompute it from the entry of the state by this version, or restart the timeout. Default keep.
                 * @enum {unknown}
                 */
                readonly deadline?: "keep" | "recompute" | "restart";
            };
            /** @description Rules about the states that a journey enters, by name. */
            readonly policies?: {
                readonly [key: string]: {
                    /**
                     * @description Template of Declare.
                     * @enum {unknown}
                     */
                    readonly kind: "precedence" | "response" | "chainResponse" | "existence" | "absence" | "notCoexistence";
                    /** @description For people. */
                    readonly title?: string;
                    /** @description Of precedence, response and chainResponse. */
                    readonly first?: string;
                    /** @description Of precedence, response and chainResponse. */
                    readonly then?: string;
                    /** @description Of existence and absence. */
                    readonly state?: string;
                    /** @description Of notCoexistence. */
                    readonly states?: readonly string[];
                    /** @description ISO 8601 duration. Of response, from first; of existence, from the start. */
                    readonly within?: string;
                    /** @description Of absence: how often; default never. */
                    readonly atMost?: number;
                    /** @description Name of an entry of escalations. */
                    readonly escalation?: string;
                };
            };
        };
        /** @description A difference of two definitions. */
        readonly DefinitionChange: {
            /**
             * @description What differs.
             * @enum {string}
             */
            readonly part: "definition" | "state" | "transition" | "guard" | "timeout" | "escalation" | "context" | "policy" | "upgrade";
            /**
             * @description reordered: transitions, of which the first whose guard holds is taken.
             * @enum {string}
             */
            readonly kind: "added" | "removed" | "changed" | "renamed" | "reordered";
            /** @description Place in the later document, of what was removed in the earlier one, as a JSON Pointer (RFC 6901). */
            readonly path: string;
            /** @description The state that it is about, as the earlier document calls it. */
            readonly stateId?: string;
            /** @description The difference in one sentence. */
            readonly message: string;
            /** @description What the earlier document says; absent of what was added. */
            readonly before?: unknown;
            /** @description What the later document says; absent of what was removed. */
            readonly after?: unknown;
        };
        /** @description What differs in two definitions, and whom it concerns. */
        readonly DefinitionDiff: {
            /** @description Id of the earlier definition. */
            readonly id: string;
            /** @description The earlier version. */
            readonly from: number;
            /** @description The later version; of a document without one, the version that it would get. */
            readonly to: number;
            /** @description Whether nothing differs but the version. */
            readonly same: boolean;
            /** @description The differences. */
            readonly changes: readonly components["schemas"]["DefinitionChange"][];
            /** @description States of the earlier version in which an open journey would meet something else. */
            readonly affectedStates: readonly string[];
            readonly upgrade?: components["schemas"]["UpgradePath"];
            readonly openJourneys: components["schemas"]["OpenJourneys"];
        };
        /** @description An error of a definition. */
        readonly DefinitionError: {
            /**
             * @description Kind of the finding.
             * @enum {string}
             */
            readonly code: "UNREADABLE" | "SCHEMA_INVALID" | "INITIAL_UNKNOWN" | "TARGET_UNKNOWN" | "STATE_UNREACHABLE" | "DEAD_END" | "TRANSITION_AMBIGUOUS" | "FINAL_WITH_TRANSITIONS" | "FINAL_WITH_TIMEOUT" | "OUTCOME_NOT_FINAL" | "TIMEOUT_TARGET_UNKNOWN" | "TIMEOUT_LOOP" | "DURATION_INVALID" | "ESCALATION_UNKNOWN" | "ESCALATION_INCOMPLETE" | "GUARD_INVALID" | "GUARD_NOT_BOOLEAN" | "GUARD_CONTEXT_UNKNOWN" | "GUARD_STATE_UNKNOWN" | "CONTEXT_SCHEMA_INVALID" | "CONTEXT_DEFAULT_INVALID" | "UPGRADE_FROM_INVALID" | "UPGRADE_STATE_UNKNOWN" | "UPGRADE_STATE_FINAL" | "UPGRADE_DROP_INVALID" | "POLICY_INVALID" | "POLICY_STATE_UNKNOWN" | "POLICY_EXCLUDED" | "DEFINITION_TOO_COSTLY";
            /** @description Place in the document, as a JSON Pointer (RFC 6901). */
            readonly path: string;
            /** @description What is wrong and what would be right, one sentence. */
            readonly message: string;
            /** @description Line in the YAML that was sent, from 1; absent for JSON. */
            readonly line?: number;
            /** @description Column in that line, from 1. */
            readonly column?: number;
        };
        /** @description A definition, its versions and their changes. */
        readonly DefinitionHistory: {
            /** @description Id of the definition. */
            readonly id: string;
            /** @description Title of the newest version. */
            readonly title: string | null;
            /** @description The version that new journeys start with. */
            readonly current: components["schemas"]["CurrentVersion"] | null;
            /** @description Oldest first. */
            readonly versions: readonly {
                /** @description The version. */
                readonly version: number;
                /** @description SHA-256 of the document’s canonical JSON (RFC 8785). */
                readonly hash: string;
                /**
                 * Format: date-time
                 * @description When it was published.
                 */
                readonly publishedAt: string;
                /** @description Whether no new journey may start with it. */
                readonly retired: boolean;
            }[];
            /** @description Revision of the definition’s stream: what expectedRevision is compared with. */
            readonly revision: number;
            /** @description What was published, made current, retired and un-retired, oldest first. */
            readonly history: readonly components["schemas"]["VersionChange"][];
        };
        /** @description The diagram of a definition: where everything is. */
        readonly DefinitionLayout: {
            /** @description Id of the definition. */
            readonly id: string;
            /** @description Its version. */
            readonly version: number;
            /** @description Hash of the version. */
            readonly hash: string;
            /**
             * @description What laid it out: elk, with orthogonal edges; dagre where elk takes over 10 s; plain columns where both do.
             * @enum {string}
             */
            readonly engine: "elk" | "dagre" | "rows";
            /** @description Width of the whole, pixels. */
            readonly width: number;
            /** @description Height of the whole, pixels. */
            readonly height: number;
            /** @description Its nodes. */
            readonly nodes: readonly components["schemas"]["LayoutNode"][];
            /** @description Its edges. */
            readonly edges: readonly components["schemas"]["LayoutEdge"][];
        };
        /** @description The published definitions. */
        readonly DefinitionList: {
            /** @description By id. */
            readonly definitions: readonly components["schemas"]["DefinitionListing"][];
        };
        /** @description A definition and its versions. */
        readonly DefinitionListing: {
            /** @description Id of the definition. */
            readonly id: string;
            /** @description Title of the newest version. */
            readonly title: string | null;
            /** @description The version that new journeys start with. */
            readonly current: components["schemas"]["CurrentVersion"] | null;
            /** @description Oldest first. */
            readonly versions: readonly {
                /** @description The version. */
                readonly version: number;
                /** @description SHA-256 of the document’s canonical JSON (RFC 8785). */
                readonly hash: string;
                /**
                 * Format: date-time
                 * @description When it was published.
                 */
                readonly publishedAt: string;
                /** @description Whether no new journey may start with it. */
                readonly retired: boolean;
            }[];
        };
        /** @description What the static check found. */
        readonly DefinitionReport: {
            /** @description Id of the definition; null if the document cannot be read. */
            readonly id: string | null;
            /** @description Version of the definition; null if the document cannot be read. */
            readonly version: number | null;
            /** @description SHA-256 of the document’s canonical JSON (RFC 8785). */
            readonly hash: string | null;
            /** @description Whether the document may be published. */
            readonly valid: boolean;
            /** @description What must be corrected before it is published. */
            readonly errors: readonly components["schemas"]["DefinitionError"][];
            /** @description What may be unintended. */
            readonly warnings: readonly components["schemas"]["DefinitionWarning"][];
            /** @description How open journeys of each earlier version come over, oldest first. */
            readonly upgrades?: readonly components["schemas"]["UpgradePath"][];
            /** @description Of each policy, whether the states imply it. */
            readonly policies: readonly components["schemas"]["CheckedPolicy"][];
            /** @description The longest time that a journey can take, or what makes it unbounded. */
            readonly bound: {
                /** @description The longest time that a journey can take. */
                readonly longestBounded?: {
                    /** @description In milliseconds. */
                    readonly ms: number;
                    /** @description The same as an ISO 8601 duration. */
                    readonly iso: string;
                    /** @description The states that take this long. */
                    readonly path: readonly string[];
                };
                /** @description States that a journey can go round for ever; the first comes last again. */
                readonly unboundedCycle?: readonly string[];
                /** @description States in which a journey can wait for ever. */
                readonly unboundedStates?: readonly string[];
            } | null;
        };
        /** @description The timeouts of a definition’s states. */
        readonly DefinitionTimeouts: {
            /** @description The definition. */
            readonly definitionId: string;
            /** @description Revision of the definition’s stream: what expectedRevision is compared with. */
            readonly revision: number;
            /** @description The changes, oldest first. */
            readonly history: readonly components["schemas"]["TimeoutChange"][];
            /** @description Every state in which journeys can wait. */
            readonly states: readonly {
                /** @description The state. */
                readonly stateId: string;
                /** @description Timeout of the newest version, ISO 8601 duration; null if it has none. */
                readonly ofDefinition: string | null;
                /** @description A change of timeouts, as the ledger has it. */
                readonly inForce: components["schemas"]["TimeoutChange"] | null;
            }[];
        };
        /**
         * Journey definition
         * @description A versioned state machine for customers’ journeys: states, transitions, guards, timeouts, context.
         */
        readonly DefinitionToPublish: {
            /** @description Id of the definition. */
            readonly id: string;
            /** @description Published versions are immutable. */
            readonly version?: number;
            /** @description For people. */
            readonly title?: string;
            /** @description State in which a journey starts. */
            readonly initial: string;
            /** @description Whether a start with an alias resumes the open journey that has it: always, never (default), or within a time since its last update. */
            readonly resume?: string | {
                /** @description ISO 8601 duration, such as PT2M. */
                readonly within: string;
            };
            /** @description The states, by id. */
            readonly states: {
                readonly [key: string]: {
                    /** @description For people. */
                    readonly title?: string;
                    /** @description A journey ends here. */
                    readonly final?: boolean;
                    /**
                     * @description Of a final state: how a journey that ends here fared; analytics count by it.
                     * @enum {unknown}
                     */
                    readonly outcome?: "success" | "failure" | "abandoned";
                    /** @description Name of an entry of escalations, requested each time the state is entered. */
                    readonly escalation?: string;
                    /** @description When and how the state times out; without it the journey may wait for ever. */
                    readonly timeout?: {
                        /** @description ISO 8601 duration, such as PT2M. */
                        readonly after: string;
                        /** @description State entered on timeout; default ABORT_TIMEOUT. */
                        readonly target?: string;
                        /** @description Name of an entry of escalations. */
                        readonly escalation?: string;
                    };
                    /** @description Transitions to other states; the first whose guard holds is taken. */
                    readonly transitions?: readonly {
                        /** @description Id of a state, such as PAYMENT_COLLECTOR. */
                        readonly target: string;
                        /** @description Trigger that a caller may name instead. */
                        readonly event?: string;
                        /** @description CEL expression over context, channel, now and visits(state). */
                        readonly guard?: string;
                        /**
                         * @description What happens to the transition if its caller expected a stale revision; default reject.
                         * @enum {unknown}
                         */
                        readonly onConflict?: "reject" | "retry" | "merge" | "restart";
                    }[];
                };
            };
            /** @description Transitions of every state that is not final, except to itself. */
            readonly anyState?: {
                /** @description Transitions to other states; the first whose guard holds is taken. */
                readonly transitions: readonly {
                    /** @description Id of a state, such as PAYMENT_COLLECTOR. */
                    readonly target: string;
                    /** @description Trigger that a caller may name instead. */
                    readonly event?: string;
                    /** @description CEL expression over context, channel, now and visits(state). */
                    readonly guard?: string;
                    /**
                     * @description What happens to the transition if its caller expected a stale revision; default reject.
                     * @enum {unknown}
                     */
                    readonly onConflict?: "reject" | "retry" | "merge" | "restart";
                }[];
            };
            /** @description JSON Schema of the context. `default`s are filled in; `x-personal: true` marks personal data, `x-not-card: true` what only looks like a card number. */
            readonly context?: Record<string, never>;
            /** @description Escalations that states and timeouts name, by name. */
            readonly escalations?: {
                readonly [key: string]: {
                    /**
                     * @description callback and queue are pulled by a desk, webhook is pushed.
                     * @enum {unknown}
                     */
                    readonly kind: "callback" | "queue" | "webhook";
                    /** @description Name of the queue that it waits in. */
                    readonly queue?: string;
                    /** @description Name of a configured webhook target. */
                    readonly target?: string;
                    /** @description ISO 8601 duration, such as PT2M. */
                    readonly within?: string;
                    /**
                     * @description When it is withdrawn: left, once a command leaves the state; ended, once one enters a final state whose outcome is success; never. Default ended.
                     * @enum {unknown}
                     */
                    readonly withdrawWhen?: "left" | "ended" | "never";
                };
            };
            /** @description How open journeys of earlier versions come over to this one. */
            readonly upgrade?: {
                /** @description Versions whose open journeys may come over; default all earlier ones. */
                readonly from?: readonly number[];
                /**
                 * @description never: a journey ends under the version it runs; resume: at the next command of its flow; operator: only by a migration. Default resume if the check proves it safe, else operator.
                 * @enum {unknown}
                 */
                readonly when?: "never" | "resume" | "operator";
                /** @description New state ids by the old ones, of states that were renamed. */
                readonly states?: {
                    readonly [key: string]: string;
                };
                /** @description Context properties that this version no longer has. */
                readonly drop?: readonly string[];
                /**
                 * @description keep the instant, recompute it from the entry of the state by this version, or restart the timeout. Default keep.
                 * @enum {unknown}
                 */
                readonly deadline?: "keep" | "recompute" | "restart";
            };
            /** @description Rules about the states that a journey enters, by name. */
            readonly policies?: {
                readonly [key: string]: {
                    /**
                     * @description Template of Declare.
                     * @enum {unknown}
                     */
                    readonly kind: "precedence" | "response" | "chainResponse" | "existence" | "absence" | "notCoexistence";
                    /** @description For people. */
                    readonly title?: string;
                    /** @description Of precedence, response and chainResponse. */
                    readonly first?: string;
                    /** @description Of precedence, response and chainResponse. */
                    readonly then?: string;
                    /** @description Of existence and absence. */
                    readonly state?: string;
                    /** @description Of notCoexistence. */
                    readonly states?: readonly string[];
                    /** @description ISO 8601 duration. Of response, from first; of existence, from the start. */
                    readonly within?: string;
                    /** @description Of absence: how often; default never. */
                    readonly atMost?: number;
                    /** @description Name of an entry of escalations. */
                    readonly escalation?: string;
                };
            };
        };
        /** @description A warning about a definition. */
        readonly DefinitionWarning: {
            /**
             * @description Kind of the finding.
             * @enum {string}
             */
            readonly code: "STATE_WITHOUT_TIMEOUT" | "TRANSITION_SHADOWED" | "GUARD_BYPASSED" | "KEYWORD_UNKNOWN" | "DEFAULT_UNREACHABLE" | "DEFAULT_AMBIGUOUS" | "PATTERN_BACKTRACKS" | "UPGRADE_FROM_UNKNOWN" | "UPGRADE_STATE_UNUSED" | "UPGRADE_INTO_FINAL";
            /** @description Place in the document, as a JSON Pointer (RFC 6901). */
            readonly path: string;
            /** @description What is wrong and what would be right, one sentence. */
            readonly message: string;
            /** @description Line in the YAML that was sent, from 1; absent for JSON. */
            readonly line?: number;
            /** @description Column in that line, from 1. */
            readonly column?: number;
        };
        /** @description A transition to consider. */
        readonly DryRunRequest: {
            /**
             * @description State to enter. Give either this or event.
             * @example PAYMENT_COLLECTOR
             */
            readonly targetStateId?: string | null;
            /** @description Event that the definition declares for a transition, instead of a target. */
            readonly event?: string | null;
            /** @description Merge patch (RFC 7396) of the context, as the command would carry it. */
            readonly context?: {
                readonly [key: string]: unknown;
            } | null;
            /** @description Channel that the command would come by. */
            readonly channel?: string | null;
            /**
             * @description Optimistic lock, as the command would carry it.
             * @example 1
             */
            readonly expectedRevision?: number | null;
            /**
             * @description The journey at this revision. Default: as it is.
             * @example 0
             */
            readonly asOfRevision?: number | null;
        };
        /** @description A journey that needs attention. */
        readonly Escalation: {
            /** @description Id: the session id, a colon and journeyRevision; then :entry for a second one of that event, :policy-… for a policy. */
            readonly escalationId: string;
            /**
             * @description open: waits in the pull queue, claims that ran out included. claimed: a claimant holds it. delivering: a webhook that is not delivered yet. delivered: its target accepted it. dead-lettered: delivery was given up. completed: done. withdrawn: the journey was served without it.
             * @enum {string}
             */
            readonly status: "open" | "claimed" | "delivering" | "delivered" | "dead-lettered" | "completed" | "withdrawn";
            /**
             * @description How it is handled: callback and queue are pulled, webhook is pushed.
             * @enum {string}
             */
            readonly kind: "callback" | "queue" | "webhook";
            /** @description Queue that the definition names. */
            readonly queue: string | null;
            /** @description Webhook target that the definition names. */
            readonly target: string | null;
            /** @description Name of the entry in the definition’s escalations. */
            readonly escalation: string;
            /**
             * @description timeout: a state timed out. entry: a state was entered. policy: a policy was broken.
             * @enum {string}
             */
            readonly reason: "timeout" | "entry" | "policy";
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Definition of the journey. */
            readonly definitionId: string;
            /** @description Version of that definition. */
            readonly definitionVersion: number;
            /** @description The state that timed out or was entered; by a policy, the one that broke it, or that the journey was in. */
            readonly stateId: string;
            /** @description State that the journey is in now. */
            readonly currentStateId: string;
            /** @description The caller’s own id of the customer. */
            readonly customerId: string | null;
            /** @description Channel that the journey was on. */
            readonly channel: string | null;
            /** @description Revision of the journey’s event that asked for it. */
            readonly journeyRevision: number;
            /** @description Id of that event. */
            readonly journeyEventId: string;
            /**
             * Format: date-time
             * @description When the journey asked for it.
             */
            readonly triggeredAt: string;
            /**
             * Format: date-time
             * @description When the escalation was recorded.
             */
            readonly requestedAt: string;
            /**
             * Format: date-time
             * @description When it is due by its definition.
             */
            readonly dueBy: string | null;
            /** @description Whether it is not handled and dueBy has passed. */
            readonly overdue: boolean;
            /** @description The claim; null if it was released or never made. */
            readonly claim: {
                /** @description Who holds it. */
                readonly claimant: string;
                /**
                 * Format: date-time
                 * @description When it was claimed.
                 */
                readonly at: string;
                /**
                 * Format: date-time
                 * @description When the claim runs out.
                 */
                readonly until: string;
            } | null;
            /** @description Delivery by webhook; null for the pull queue. */
            readonly delivery: {
                /** @description Name of the webhook target. */
                readonly target: string;
                /** @description Attempts since it was requested. */
                readonly attempts: number;
                /** @description Attempts since it was requested or last redelivered; the pause between attempts follows it. */
                readonly attemptsInRound: number;
                /**
                 * Format: date-time
                 * @description When it was requested or last redelivered.
                 */
                readonly since: string;
                /**
                 * Format: date-time
                 * @description When the next attempt is due; null if there is none.
                 */
                readonly nextAttemptAt: string | null;
                /** @description Why the last attempt failed. */
                readonly lastFailure: {
                    /** @description Stable code, such as HTTP_503, TIMEOUT or CONNECTION_RESET. */
                    readonly code: string;
                    /** @description HTTP status, if the target answered. */
                    readonly status?: number;
                    /** @description One sentence. */
                    readonly detail: string;
                } | null;
                /**
                 * Format: date-time
                 * @description When the target accepted it.
                 */
                readonly deliveredAt: string | null;
            } | null;
            /** @description How it was completed; null until then. */
            readonly completion: {
                /** @description Who completed it. */
                readonly claimant: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                readonly at: string;
                /** @description Result, one sentence. */
                readonly outcome: string | null;
            } | null;
            /** @description Which event of the journey made it needless; while a claim holds, only a mark. Null if none did. */
            readonly withdrawal: {
                /**
                 * Format: date-time
                 * @description When it was withdrawn or marked.
                 */
                readonly at: string;
                /** @description State that the event entered. */
                readonly stateId: string;
                /** @description Revision of the event. */
                readonly journeyRevision: number;
                /** @description Id of the event. */
                readonly journeyEventId: string;
                /**
                 * Format: date-time
                 * @description When the webhook target accepted the news; null until then.
                 */
                readonly toldAt: string | null;
            } | null;
            /**
             * Format: date-time
             * @description When its last event was recorded.
             */
            readonly updatedAt: string;
            /** @description Revision of its own stream. */
            readonly revision: number;
            /** @description Position of its last event in the ledger. */
            readonly position: string;
        };
        /** @description An escalation with its history. */
        readonly EscalationDetails: {
            /** @description Id: the session id, a colon and journeyRevision; then :entry for a second one of that event, :policy-… for a policy. */
            readonly escalationId: string;
            /**
             * @description open: waits in the pull queue, claims that ran out included. claimed: a claimant holds it. delivering: a webhook that is not delivered yet. delivered: its target accepted it. dead-lettered: delivery was given up. completed: done. withdrawn: the journey was served without it.
             * @enum {string}
             */
            readonly status: "open" | "claimed" | "delivering" | "delivered" | "dead-lettered" | "completed" | "withdrawn";
            /**
             * @description How it is handled: callback and queue are pulled, webhook is pushed.
             * @enum {string}
             */
            readonly kind: "callback" | "queue" | "webhook";
            /** @description Queue that the definition names. */
            readonly queue: string | null;
            /** @description Webhook target that the definition names. */
            readonly target: string | null;
            /** @description Name of the entry in the definition’s escalations. */
            readonly escalation: string;
            /**
             * @description timeout: a state timed out. entry: a state was entered. policy: a policy was broken.
             * @enum {string}
             */
            readonly reason: "timeout" | "entry" | "policy";
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Definition of the journey. */
            readonly definitionId: string;
            /** @description Version of that definition. */
            readonly definitionVersion: number;
            /** @description The state that timed out or was entered; by a policy, the one that broke it, or that the journey was in. */
            readonly stateId: string;
            /** @description State that the journey is in now. */
            readonly currentStateId: string;
            /** @description The caller’s own id of the customer. */
            readonly customerId: string | null;
            /** @description Channel that the journey was on. */
            readonly channel: string | null;
            /** @description Revision of the journey’s event that asked for it. */
            readonly journeyRevision: number;
            /** @description Id of that event. */
            readonly journeyEventId: string;
            /**
             * Format: date-time
             * @description When the journey asked for it.
             */
            readonly triggeredAt: string;
            /**
             * Format: date-time
             * @description When the escalation was recorded.
             */
            readonly requestedAt: string;
            /**
             * Format: date-time
             * @description When it is due by its definition.
             */
            readonly dueBy: string | null;
            /** @description Whether it is not handled and dueBy has passed. */
            readonly overdue: boolean;
            /** @description The claim; null if it was released or never made. */
            readonly claim: {
                /** @description Who holds it. */
                readonly claimant: string;
                /**
                 * Format: date-time
                 * @description When it was claimed.
                 */
                readonly at: string;
                /**
                 * Format: date-time
                 * @description When the claim runs out.
                 */
                readonly until: string;
            } | null;
            /** @description Delivery by webhook; null for the pull queue. */
            readonly delivery: {
                /** @description Name of the webhook target. */
                readonly target: string;
                /** @description Attempts since it was requested. */
                readonly attempts: number;
                /** @description Attempts since it was requested or last redelivered; the pause between attempts follows it. */
                readonly attemptsInRound: number;
                /**
                 * Format: date-time
                 * @description When it was requested or last redelivered.
                 */
                readonly since: string;
                /**
                 * Format: date-time
                 * @description When the next attempt is due; null if there is none.
                 */
                readonly nextAttemptAt: string | null;
                /** @description Why the last attempt failed. */
                readonly lastFailure: {
                    /** @description Stable code, such as HTTP_503, TIMEOUT or CONNECTION_RESET. */
                    readonly code: string;
                    /** @description HTTP status, if the target answered. */
                    readonly status?: number;
                    /** @description One sentence. */
                    readonly detail: string;
                } | null;
                /**
                 * Format: date-time
                 * @description When the target accepted it.
                 */
                readonly deliveredAt: string | null;
            } | null;
            /** @description How it was completed; null until then. */
            readonly completion: {
                /** @description Who completed it. */
                readonly claimant: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                readonly at: string;
                /** @description Result, one sentence. */
                readonly outcome: string | null;
            } | null;
            /** @description Which event of the journey made it needless; while a claim holds, only a mark. Null if none did. */
            readonly withdrawal: {
                /**
                 * Format: date-time
                 * @description When it was withdrawn or marked.
                 */
                readonly at: string;
                /** @description State that the event entered. */
                readonly stateId: string;
                /** @description Revision of the event. */
                readonly journeyRevision: number;
                /** @description Id of the event. */
                readonly journeyEventId: string;
                /**
                 * Format: date-time
                 * @description When the webhook target accepted the news; null until then.
                 */
                readonly toldAt: string | null;
            } | null;
            /**
             * Format: date-time
             * @description When its last event was recorded.
             */
            readonly updatedAt: string;
            /** @description Revision of its own stream. */
            readonly revision: number;
            /** @description Position of its last event in the ledger. */
            readonly position: string;
            /** @description Every event of it, oldest first. */
            readonly history: readonly components["schemas"]["EscalationStep"][];
        };
        /** @description One page of a list. */
        readonly EscalationPage: {
            /** @description The rows of this page. */
            readonly escalations: readonly components["schemas"]["Escalation"][];
            /** @description Asks for the next page, as the query parameter cursor. Absent on the last page. */
            readonly nextCursor?: string;
        };
        /** @description An escalation after a command. */
        readonly EscalationResult: {
            /** @description Id: the session id, a colon and journeyRevision; then :entry for a second one of that event, :policy-… for a policy. */
            readonly escalationId: string;
            /**
             * @description open: waits in the pull queue, claims that ran out included. claimed: a claimant holds it. delivering: a webhook that is not delivered yet. delivered: its target accepted it. dead-lettered: delivery was given up. completed: done. withdrawn: the journey was served without it.
             * @enum {string}
             */
            readonly status: "open" | "claimed" | "delivering" | "delivered" | "dead-lettered" | "completed" | "withdrawn";
            /**
             * @description How it is handled: callback and queue are pulled, webhook is pushed.
             * @enum {string}
             */
            readonly kind: "callback" | "queue" | "webhook";
            /** @description Queue that the definition names. */
            readonly queue: string | null;
            /** @description Webhook target that the definition names. */
            readonly target: string | null;
            /** @description Name of the entry in the definition’s escalations. */
            readonly escalation: string;
            /**
             * @description timeout: a state timed out. entry: a state was entered. policy: a policy was broken.
             * @enum {string}
             */
            readonly reason: "timeout" | "entry" | "policy";
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Definition of the journey. */
            readonly definitionId: string;
            /** @description Version of that definition. */
            readonly definitionVersion: number;
            /** @description The state that timed out or was entered; by a policy, the one that broke it, or that the journey was in. */
            readonly stateId: string;
            /** @description State that the journey is in now. */
            readonly currentStateId: string;
            /** @description The caller’s own id of the customer. */
            readonly customerId: string | null;
            /** @description Channel that the journey was on. */
            readonly channel: string | null;
            /** @description Revision of the journey’s event that asked for it. */
            readonly journeyRevision: number;
            /** @description Id of that event. */
            readonly journeyEventId: string;
            /**
             * Format: date-time
             * @description When the journey asked for it.
             */
            readonly triggeredAt: string;
            /**
             * Format: date-time
             * @description When the escalation was recorded.
             */
            readonly requestedAt: string;
            /**
             * Format: date-time
             * @description When it is due by its definition.
             */
            readonly dueBy: string | null;
            /** @description Whether it is not handled and dueBy has passed. */
            readonly overdue: boolean;
            /** @description The claim; null if it was released or never made. */
            readonly claim: {
                /** @description Who holds it. */
                readonly claimant: string;
                /**
                 * Format: date-time
                 * @description When it was claimed.
                 */
                readonly at: string;
                /**
                 * Format: date-time
                 * @description When the claim runs out.
                 */
                readonly until: string;
            } | null;
            /** @description Delivery by webhook; null for the pull queue. */
            readonly delivery: {
                /** @description Name of the webhook target. */
                readonly target: string;
                /** @description Attempts since it was requested. */
                readonly attempts: number;
                /** @description Attempts since it was requested or last redelivered; the pause between attempts follows it. */
                readonly attemptsInRound: number;
                /**
                 * Format: date-time
                 * @description When it was requested or last redelivered.
                 */
                readonly since: string;
                /**
                 * Format: date-time
                 * @description When the next attempt is due; null if there is none.
                 */
                readonly nextAttemptAt: string | null;
                /** @description Why the last attempt failed. */
                readonly lastFailure: {
                    /** @description Stable code, such as HTTP_503, TIMEOUT or CONNECTION_RESET. */
                    readonly code: string;
                    /** @description HTTP status, if the target answered. */
                    readonly status?: number;
                    /** @description One sentence. */
                    readonly detail: string;
                } | null;
                /**
                 * Format: date-time
                 * @description When the target accepted it.
                 */
                readonly deliveredAt: string | null;
            } | null;
            /** @description How it was completed; null until then. */
            readonly completion: {
                /** @description Who completed it. */
                readonly claimant: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                readonly at: string;
                /** @description Result, one sentence. */
                readonly outcome: string | null;
            } | null;
            /** @description Which event of the journey made it needless; while a claim holds, only a mark. Null if none did. */
            readonly withdrawal: {
                /**
                 * Format: date-time
                 * @description When it was withdrawn or marked.
                 */
                readonly at: string;
                /** @description State that the event entered. */
                readonly stateId: string;
                /** @description Revision of the event. */
                readonly journeyRevision: number;
                /** @description Id of the event. */
                readonly journeyEventId: string;
                /**
                 * Format: date-time
                 * @description When the webhook target accepted the news; null until then.
                 */
                readonly toldAt: string | null;
            } | null;
            /**
             * Format: date-time
             * @description When its last event was recorded.
             */
            readonly updatedAt: string;
            /** @description Revision of its own stream. */
            readonly revision: number;
            /** @description Position of its last event in the ledger. */
            readonly position: string;
            /**
             * @description UNCHANGED: there was nothing to change.
             * @enum {string}
             */
            readonly outcome: "ADVANCED" | "UNCHANGED";
            /** @description Whether this commandId was applied before and this is its first reply again. */
            readonly replayed: boolean;
        };
        /** @description An event of an escalation. */
        readonly EscalationStep: {
            /** @description Type of the event, such as EscalationClaimed. */
            readonly type: string;
            /** @description Its revision in the escalation’s stream. */
            readonly revision: number;
            /** @description Its position in the ledger. */
            readonly position: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly occurredAt: string;
            /**
             * Format: date-time
             * @description When the ledger stored it.
             */
            readonly recordedAt: string;
            readonly actor: components["schemas"]["Actor"];
            /** @description The commandId of the command. */
            readonly commandId: string | null;
            /** @description Payload of the event, as stored. */
            readonly data: {
                readonly [key: string]: unknown;
            };
            /** @description Hash of the event. */
            readonly hash: string;
        };
        /** @description The same flat object for every outcome; no field is ever missing. */
        readonly FlowAnswer: {
            /**
             * @description Version of this shape; later versions only add fields.
             * @constant
             */
            readonly contract: "2026-11";
            /**
             * @description What the call did. CREATED and RESUMED: of ensure. ADVANCED: the journey changed. RESTARTED: it is in its initial state again. UNCHANGED: nothing to change. REJECTED: reasonCode says why. CONFLICT: the expected revision is stale, or the session is another definition’s. EXPIRED: the deadline had passed, so the journey timed out. NOT_FOUND: no such journey. UNAVAILABLE: not answered in time; send the same command again, with this commandId.
             * @enum {string}
             */
            readonly outcome: "CREATED" | "RESUMED" | "ADVANCED" | "RESTARTED" | "UNCHANGED" | "REJECTED" | "CONFLICT" | "EXPIRED" | "NOT_FOUND" | "UNAVAILABLE";
            /** @description Whether this commandId was answered before and this is its first reply again. */
            readonly replayed: boolean;
            /** @description Key of the journey: pass it to the next call. */
            readonly sessionId: string;
            /**
             * @description Of RESUMED: session, or alias if the alias led to a journey of another session; else empty.
             * @enum {string}
             */
            readonly resumedBy: "session" | "alias" | "";
            /** @description Of ensure: whether the journey does not have the alias that was sent, as a resumed journey stays as it is: add it with POST /v1/journeys/{sessionId}/aliases. */
            readonly aliasNotAdded: boolean;
            /** @description The id that the command was sent with, or, of UNAVAILABLE, the one to send it again with, so that it is done once; empty if none was sent, or nothing was asked for. */
            readonly commandId: string;
            /** @description Definition that the session runs; empty if there is no journey. */
            readonly definitionId: string;
            /** @description Version of that definition; 0 if there is no journey. */
            readonly definitionVersion: number;
            /** @description Version to which the next command upgrades the journey, which is shown as it will be then; 0 if it stays. */
            readonly upgradeTo: number;
            /** @description State that the journey is in; empty if there is no journey. */
            readonly stateId: string;
            /** @description State before it; empty before the first transition. */
            readonly previousStateId: string;
            /**
             * @description ACTIVE, COMPLETED or TIMED_OUT; empty if there is no journey.
             * @enum {string}
             */
            readonly status: "ACTIVE" | "COMPLETED" | "TIMED_OUT" | "";
            /** @description Revision of the journey’s last event; -1 if there is no journey. */
            readonly revision: number;
            /** @description Revision + 1; 0 if there is no journey. */
            readonly version: number;
            /** @description States that a transition would be accepted to now, separated by commas. */
            readonly allowedTargets: string;
            /** @description When the state times out, RFC 3339 in UTC; empty if it does not. */
            readonly deadline: string;
            /** @description Whether the deadline has passed and no timeout is recorded yet: the next command records it. */
            readonly overdue: boolean;
            /**
             * @description Why the outcome is not a success, to branch on; empty otherwise.
             * @enum {string}
             */
            readonly reasonCode: "VALIDATION_FAILED" | "UNAUTHENTICATED" | "FORBIDDEN" | "JOURNEY_NOT_FOUND" | "DEFINITION_NOT_FOUND" | "PROJECTION_NOT_FOUND" | "REBUILD_NOT_FOUND" | "DEAD_LETTER_NOT_FOUND" | "POSITION_NOT_FOUND" | "ROUTE_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "TRANSITION_NOT_ALLOWED" | "GUARD_FAILED" | "CONTEXT_INVALID" | "CONTEXT_TOO_LARGE" | "CARD_DATA_REFUSED" | "JOURNEY_IS_LIVE" | "OUT_OF_ORDER" | "MIGRATION_NEEDS_FORCE" | "IDEMPOTENCY_KEY_REUSED" | "ALIAS_TAKEN" | "TOO_MANY_ALIASES" | "JOURNEY_ENDED" | "JOURNEY_EXPIRED" | "REVISION_CONFLICT" | "SESSION_OF_ANOTHER_DEFINITION" | "STATE_NOT_FOUND" | "TIMEOUT_INVALID" | "OVERRIDE_NOT_FOUND" | "ABORTS_NOT_CONFIRMED" | "TIMEOUTS_PAUSED" | "TIMEOUTS_NOT_PAUSED" | "SANDBOX_NOT_FOUND" | "SANDBOX_FULL" | "OPERATION_NOT_FOUND" | "OPERATION_ENDED" | "ESCALATION_NOT_FOUND" | "ESCALATION_CLAIMED" | "ESCALATION_CLAIM_LOST" | "ESCALATION_NOT_CLAIMABLE" | "ESCALATION_ENDED" | "ESCALATION_NOT_DEAD_LETTERED" | "KEY_NOT_FOUND" | "KEY_ENDED" | "LAST_ADMIN_KEY" | "KEY_NAME_TAKEN" | "DEFINITION_VERSION_TAKEN" | "DEFINITION_VERSION_STALE" | "DEFINITION_VERSION_RETIRED" | "DEFINITION_INVALID" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "TOO_MANY_REQUESTS" | "INTERNAL_ERROR" | "LEDGER_DAMAGED" | "READ_NOT_RECORDED" | "UNAVAILABLE" | "";
            /** @description The same as one sentence of at most 600 characters; empty otherwise. */
            readonly reasonText: string;
            /** @description Position of the journey’s last event in the ledger; empty if there is no journey. */
            readonly position: string;
            /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read, separated by commas; empty if none was. */
            readonly masked: string;
            /** @description Names of fields that did not fit into 8 KB, separated by commas; empty if all did. */
            readonly omitted: string;
        } & {
            readonly [key: string]: string | number | boolean | null;
        };
        /** @description Changes a journey’s context. */
        readonly FlowContext: {
            /**
             * @description The platform’s id of the conversation.
             * @example conv-81
             */
            readonly conversationId?: string;
            /**
             * @description Identifies the command: sent again, it gives the first reply again.
             * @example call-4711-step-2
             */
            readonly commandId?: string;
            /**
             * Format: date-time
             * @description Business time, RFC 3339. Default: the ledger’s clock.
             */
            readonly occurredAt?: string;
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
            /**
             * @description Optimistic lock: the revision last read.
             * @example 0
             */
            readonly expectedRevision?: number;
        } & {
            readonly [key: string]: string | number | boolean | null;
        };
        /** @description Starts a journey, or resumes it if the session exists. */
        readonly FlowEnsure: {
            /**
             * @description The platform’s id of the conversation.
             * @example conv-81
             */
            readonly conversationId?: string;
            /**
             * @description Identifies the command: sent again, it gives the first reply again.
             * @example call-4711-step-2
             */
            readonly commandId?: string;
            /**
             * Format: date-time
             * @description Business time, RFC 3339. Default: the ledger’s clock.
             */
            readonly occurredAt?: string;
            /**
             * @description Key of the journey. Default: conversationId, else generated by the ledger.
             * @example call-4711
             */
            readonly sessionId?: string;
            /**
             * @description Definition that the journey runs.
             * @example CustomerJourneyState
             */
            readonly definitionId: string;
            /**
             * @description Version of it. Default: the current one.
             * @example 1
             */
            readonly definitionVersion?: number;
            /**
             * @description The flow’s id of the customer.
             * @example customer-93
             */
            readonly customerId?: string;
            /**
             * @description What a platform calls the customer or the conversation. If the definition’s resume allows it, the open journey that has it is resumed, unless the session has a journey.
             * @example genesys:conv-81
             */
            readonly alias?: string;
            /**
             * @description Channel on which the journey starts.
             * @example voice
             */
            readonly channel?: string;
            /**
             * @description What started it: a queue, a campaign.
             * @example inbound_queue
             */
            readonly initiatingSource?: string;
        } & {
            readonly [key: string]: string | number | boolean | null;
        };
        /** @description Asks for a journey’s status. */
        readonly FlowStatus: {
            /**
             * @description The platform’s id of the conversation.
             * @example conv-81
             */
            readonly conversationId?: string;
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
        } & {
            readonly [key: string]: string | number | boolean | null;
        };
        /** @description Moves a journey to a state, or by an event. */
        readonly FlowTransition: {
            /**
             * @description The platform’s id of the conversation.
             * @example conv-81
             */
            readonly conversationId?: string;
            /**
             * @description Identifies the command: sent again, it gives the first reply again.
             * @example call-4711-step-2
             */
            readonly commandId?: string;
            /**
             * Format: date-time
             * @description Business time, RFC 3339. Default: the ledger’s clock.
             */
            readonly occurredAt?: string;
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
            /**
             * @description Optimistic lock: the revision last read.
             * @example 0
             */
            readonly expectedRevision?: number;
            /**
             * @description State to enter. Give either this or event.
             * @example PAYMENT_COLLECTOR
             */
            readonly targetStateId?: string;
            /** @description Event that the definition declares for a transition, instead of a target. */
            readonly event?: string;
            /**
             * @description Channel from now on.
             * @example voice
             */
            readonly channel?: string;
        } & {
            readonly [key: string]: string | number | boolean | null;
        };
        /** @description A funnel. */
        readonly FunnelAnalytics: {
            /** @description Journeys that the filter selects. */
            readonly journeys: number;
            /** @description One for each state asked for, in their order. */
            readonly steps: readonly {
                /** @description The state. */
                readonly state: string;
                /** @description Journeys that reached it. */
                readonly reached: number;
                /** @description Share of those that reached the first step, 0 to 1; 0 if none did. */
                readonly conversion: number;
                /** @description Share of those that reached the step before, 0 to 1. */
                readonly stepConversion: number;
                /** @description Active journeys that reached this step and not the next; they may get there. 0 on the last step. */
                readonly open: number;
                /** @description Journeys that reached this step, not the next, and ended in a final state with the outcome success or with none. */
                readonly completedElsewhere: number;
                /** @description Journeys that reached this step, not the next, and ended with the outcome failure. */
                readonly failed: number;
                /** @description Journeys that reached this step, not the next, and timed out or ended with the outcome abandoned. */
                readonly abandoned: number;
                /** @description Median time from the step before, milliseconds, exact; null for the first step. */
                readonly medianMs: number | null;
                /** @description 95th percentile of it, milliseconds, exact; null for the first step. */
                readonly p95Ms: number | null;
            }[];
            /** @description The same figures of compareVersion. */
            readonly comparison?: {
                /** @description That version. */
                readonly version: number;
                /** @description Journeys that the filter selects. */
                readonly journeys: number;
                /** @description One for each state asked for, in their order. */
                readonly steps: readonly {
                    /** @description The state. */
                    readonly state: string;
                    /** @description Journeys that reached it. */
                    readonly reached: number;
                    /** @description Share of those that reached the first step, 0 to 1; 0 if none did. */
                    readonly conversion: number;
                    /** @description Share of those that reached the step before, 0 to 1. */
                    readonly stepConversion: number;
                    /** @description Active journeys that reached this step and not the next; they may get there. 0 on the last step. */
                    readonly open: number;
                    /** @description Journeys that reached this step, not the next, and ended in a final state with the outcome success or with none. */
                    readonly completedElsewhere: number;
                    /** @description Journeys that reached this step, not the next, and ended with the outcome failure. */
                    readonly failed: number;
                    /** @description Journeys that reached this step, not the next, and timed out or ended with the outcome abandoned. */
                    readonly abandoned: number;
                    /** @description Median time from the step before, milliseconds, exact; null for the first step. */
                    readonly medianMs: number | null;
                    /** @description 95th percentile of it, milliseconds, exact; null for the first step. */
                    readonly p95Ms: number | null;
                }[];
            };
            /** @description One for each value of groupBy, those of the most journeys first. */
            readonly groups?: readonly {
                /** @description What its journeys have in common; null if they have no such value. */
                readonly value: unknown;
                /** @description Journeys that the filter selects. */
                readonly journeys: number;
                /** @description One for each state asked for, in their order. */
                readonly steps: readonly {
                    /** @description The state. */
                    readonly state: string;
                    /** @description Journeys that reached it. */
                    readonly reached: number;
                    /** @description Share of those that reached the first step, 0 to 1; 0 if none did. */
                    readonly conversion: number;
                    /** @description Share of those that reached the step before, 0 to 1. */
                    readonly stepConversion: number;
                    /** @description Active journeys that reached this step and not the next; they may get there. 0 on the last step. */
                    readonly open: number;
                    /** @description Journeys that reached this step, not the next, and ended in a final state with the outcome success or with none. */
                    readonly completedElsewhere: number;
                    /** @description Journeys that reached this step, not the next, and ended with the outcome failure. */
                    readonly failed: number;
                    /** @description Journeys that reached this step, not the next, and timed out or ended with the outcome abandoned. */
                    readonly abandoned: number;
                    /** @description Median time from the step before, milliseconds, exact; null for the first step. */
                    readonly medianMs: number | null;
                    /** @description 95th percentile of it, milliseconds, exact; null for the first step. */
                    readonly p95Ms: number | null;
                }[];
            }[];
            /** @description Different values of groupBy; groups has groupLimit of them. */
            readonly groupsTotal?: number;
        };
        /** @description A guard, or a part of one, with its value on the inputs that it saw. */
        readonly GuardPart: {
            /** @description CEL, as the definition has it. */
            readonly expression: string;
            /**
             * @description all: every part must hold (&&); any: one must (||); not: the part must not (!); condition: it has no parts.
             * @enum {string}
             */
            readonly operator: "all" | "any" | "not" | "condition";
            /** @description Whether it is true. */
            readonly holds: boolean;
            /** @description What it read, by name; personal properties of the context are left out. */
            readonly inputs: {
                readonly [key: string]: unknown;
            };
            /** @description Why it cannot be evaluated; it counts as false then. */
            readonly error?: string;
            /** @description Its parts, in order. */
            readonly parts: readonly components["schemas"]["GuardPart"][];
        };
        /** @description A journey as it is now, or as it was. */
        readonly Journey: {
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Definition that the journey runs. */
            readonly definitionId: string;
            /** @description Version of that definition. */
            readonly definitionVersion: number;
            /**
             * @description ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.
             * @enum {string}
             */
            readonly status: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
            /** @description State that the journey is in. */
            readonly stateId: string;
            /** @description State before it; null before the first transition. */
            readonly previousStateId: string | null;
            /** @description Revision of the journey’s last event: what expectedRevision is compared with. */
            readonly revision: number;
            /**
             * Format: date-time
             * @description When the journey entered its state, business time.
             */
            readonly enteredAt: string;
            /**
             * Format: date-time
             * @description When the journey started, business time.
             */
            readonly startedAt: string;
            /**
             * Format: date-time
             * @description When its last event happened, business time.
             */
            readonly lastUpdatedAt: string;
            /**
             * Format: date-time
             * @description When the state times out, overrides and pauses included; null if it does not.
             */
            readonly deadline: string | null;
            /** @description Whether the deadline has passed and no timeout is recorded yet. */
            readonly overdue: boolean;
            /** @description Channel that the journey is on, such as voice or chat. */
            readonly channel: string | null;
            /** @description The caller’s own id of the customer. */
            readonly customerId: string | null;
            /** @description Properties that the definition’s context schema declares, defaults included. */
            readonly context: {
                readonly [key: string]: unknown;
            };
            /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
            readonly masked?: readonly string[];
            /** @description Position of the journey’s last event in the ledger: queries take it as atLeast. */
            readonly position: string;
            /** @description Version to which the next command of the flow upgrades the journey, which is shown as it will be then; absent if it stays. */
            readonly upgradeTo?: number;
            /**
             * Format: date-time
             * @description What the caller gave for startedAt, if its clock was beyond CLOCK_SKEW_SECONDS.
             */
            readonly givenStartedAt?: string;
            /**
             * Format: date-time
             * @description What the caller gave for lastUpdatedAt, if its clock was beyond CLOCK_SKEW_SECONDS.
             */
            readonly givenLastUpdatedAt?: string;
            /** @description What platforms call the customer or the conversation; absent if there are none. */
            readonly aliases?: readonly string[];
            /** @description What started the journey: a queue, a campaign. */
            readonly initiatingSource: string | null;
            /** @description States that a transition would be accepted to now, without further context. */
            readonly allowedTargets: readonly string[];
        };
        /** @description One page of a list. */
        readonly JourneyPage: {
            /** @description The rows of this page. */
            readonly journeys: readonly (components["schemas"]["JourneyRow"] | {
                /** @description Key of the journey. */
                readonly sessionId?: string;
                /** @description Definition that the journey runs. */
                readonly definitionId?: string;
                /** @description Version of that definition. */
                readonly definitionVersion?: number;
                /**
                 * @description ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.
                 * @enum {string}
                 */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                /** @description State that the journey is in. */
                readonly stateId?: string;
                /** @description State before it; null before the first transition. */
                readonly previousStateId?: string | null;
                /** @description Revision of the journey’s last event: what expectedRevision is compared with. */
                readonly revision?: number;
                /**
                 * Format: date-time
                 * @description When the journey entered its state, business time.
                 */
                readonly enteredAt?: string;
                /**
                 * Format: date-time
                 * @description When the journey started, business time.
                 */
                readonly startedAt?: string;
                /**
                 * Format: date-time
                 * @description When its last event happened, business time.
                 */
                readonly lastUpdatedAt?: string;
                /**
                 * Format: date-time
                 * @description When the state times out, overrides and pauses included; null if it does not.
                 */
                readonly deadline?: string | null;
                /** @description Whether the deadline has passed and no timeout is recorded yet. */
                readonly overdue?: boolean;
                /** @description Channel that the journey is on, such as voice or chat. */
                readonly channel?: string | null;
                /** @description The caller’s own id of the customer. */
                readonly customerId?: string | null;
                /** @description Properties that the definition’s context schema declares, defaults included. */
                readonly context?: {
                    readonly [key: string]: unknown;
                };
                /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
                readonly masked?: readonly string[];
                /** @description Position of the journey’s last event in the ledger: queries take it as atLeast. */
                readonly position?: string;
            })[];
            /** @description Asks for the next page, as the query parameter cursor. Absent on the last page. */
            readonly nextCursor?: string;
            /** @description Journeys of all pages, if total=true asks for it. */
            readonly total?: number;
        };
        /** @description What a batch operation did to one journey. */
        readonly JourneyResult: {
            /** @description Key of the journey. */
            readonly sessionId: string;
            /**
             * @description changed: done. unchanged: it was so already. expired: its deadline had passed, so it timed out instead. refused: not allowed. moved: it had changed since it was selected and was left alone. failed: the ledger could not tell.
             * @enum {string}
             */
            readonly outcome: "changed" | "unchanged" | "expired" | "refused" | "moved" | "failed";
            /** @description Revision of the journey afterwards. */
            readonly revision?: number;
            /** @description Problem code, if it was not changed. */
            readonly code?: string;
            /** @description Why it was not changed, one sentence. */
            readonly reason?: string;
        };
        /** @description A journey right after an event. */
        readonly JourneyRevision: {
            /** @description Revision of the event. */
            readonly revision: number;
            /** @description Type of the event. */
            readonly type: string;
            /** @description Its position in the ledger. */
            readonly position: string;
            /**
             * Format: date-time
             * @description When it happened, business time.
             */
            readonly occurredAt: string;
            /**
             * Format: date-time
             * @description When the ledger stored it.
             */
            readonly recordedAt: string;
            readonly actor: components["schemas"]["Actor"];
            /** @description The commandId of the command. */
            readonly commandId: string | null;
            /** @description Version of the definition that the journey ran. */
            readonly definitionVersion: number;
            /**
             * @description ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.
             * @enum {string}
             */
            readonly status: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
            /** @description State that the journey was in. */
            readonly stateId: string;
            /**
             * Format: date-time
             * @description When it entered that state, business time.
             */
            readonly enteredAt: string;
            /**
             * Format: date-time
             * @description When the state would time out; null if it would not.
             */
            readonly deadline: string | null;
            /** @description Channel that the journey was on. */
            readonly channel: string | null;
            /** @description States that it could enter next. */
            readonly allowedTargets: readonly string[];
            /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
            readonly masked?: readonly string[];
            /** @description Top-level properties of the context that the event changed, defaults included. */
            readonly set: {
                readonly [key: string]: unknown;
            };
            /** @description Top-level properties that it removed. */
            readonly unset: readonly string[];
        };
        /** @description A journey at each of its revisions. */
        readonly JourneyRevisions: {
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Definition that the journey runs. */
            readonly definitionId: string;
            /** @description Right before the first revision of the reply. */
            readonly before: {
                /** @description The context. */
                readonly context: {
                    readonly [key: string]: unknown;
                };
                /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
                readonly masked?: readonly string[];
                /** @description Which revision wrote each top-level property of it. */
                readonly writtenAt: {
                    readonly [key: string]: number;
                };
            };
            /** @description In order. */
            readonly revisions: readonly components["schemas"]["JourneyRevision"][];
            /** @description The last revision of the journey, as far as it was known. */
            readonly last: number;
            /** @description Asks for the next page, as the query parameter from. Absent on the last page. */
            readonly nextFrom?: number;
        };
        /** @description A journey as the read model has it. */
        readonly JourneyRow: {
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Definition that the journey runs. */
            readonly definitionId: string;
            /** @description Version of that definition. */
            readonly definitionVersion: number;
            /**
             * @description ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.
             * @enum {string}
             */
            readonly status: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
            /** @description State that the journey is in. */
            readonly stateId: string;
            /** @description State before it; null before the first transition. */
            readonly previousStateId: string | null;
            /** @description Revision of the journey’s last event: what expectedRevision is compared with. */
            readonly revision: number;
            /**
             * Format: date-time
             * @description When the journey entered its state, business time.
             */
            readonly enteredAt: string;
            /**
             * Format: date-time
             * @description When the journey started, business time.
             */
            readonly startedAt: string;
            /**
             * Format: date-time
             * @description When its last event happened, business time.
             */
            readonly lastUpdatedAt: string;
            /**
             * Format: date-time
             * @description When the state times out, overrides and pauses included; null if it does not.
             */
            readonly deadline: string | null;
            /** @description Whether the deadline has passed and no timeout is recorded yet. */
            readonly overdue: boolean;
            /** @description Channel that the journey is on, such as voice or chat. */
            readonly channel: string | null;
            /** @description The caller’s own id of the customer. */
            readonly customerId: string | null;
            /** @description Properties that the definition’s context schema declares, defaults included. */
            readonly context: {
                readonly [key: string]: unknown;
            };
            /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
            readonly masked?: readonly string[];
            /** @description Position of the journey’s last event in the ledger: queries take it as atLeast. */
            readonly position: string;
        };
        /** @description Why each state can, or cannot, be entered next. */
        readonly JourneyTargets: {
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Definition that the journey runs. */
            readonly definitionId: string;
            /** @description Version that its next command is decided by. */
            readonly definitionVersion: number;
            /** @description Revision of the journey that this is of. */
            readonly revision: number;
            /**
             * Format: date-time
             * @description The time that deadlines and guards refer to.
             */
            readonly now: string;
            /** @description State that the journey is in. */
            readonly stateId: string;
            /** @description Every state of the definition. */
            readonly targets: readonly {
                /** @description The state. */
                readonly stateId: string;
                /** @description Whether the journey may enter it now. */
                readonly allowed: boolean;
                /**
                 * @description ALLOWED; GUARD_FAILED: no guard that leads there holds; NO_TRANSITION: none leads there from the present state; JOURNEY_ENDED; JOURNEY_EXPIRED: the deadline has passed.
                 * @enum {string}
                 */
                readonly reason: "ALLOWED" | "GUARD_FAILED" | "NO_TRANSITION" | "JOURNEY_ENDED" | "JOURNEY_EXPIRED";
                /** @description Transitions that lead there, in the order in which they are tried. */
                readonly transitions: readonly {
                    /** @description Event that triggers it; null if it has none. */
                    readonly event: string | null;
                    /** @description Whether it is one of anyState. */
                    readonly fromAnyState: boolean;
                    /** @description A guard, or a part of one, with its value on the inputs that it saw. */
                    readonly guard: components["schemas"]["GuardPart"] | null;
                    /** @description What would have to be true, in CEL; empty if the transition is allowed. */
                    readonly needs: string;
                }[];
            }[];
        };
        /** @description A key. The key itself is shown once, when it is made. */
        readonly Key: {
            /** @description Its visible part: the eight characters after jlk_live_ or jlk_test_. Also the clientId of its actor. */
            readonly keyId: string;
            /** @description What it is called. */
            readonly name: string;
            /** @description The person or team that answers for it. */
            readonly owner: string;
            /** @description The tenant whose journeys it reads and writes. */
            readonly tenant: string;
            /**
             * @description What it was made for.
             * @enum {string}
             */
            readonly environment: "live" | "test";
            /** @description What it allows. */
            readonly scopes: readonly ("statestore.read" | "statestore.write" | "definitions.write" | "analytics.read" | "audit.read" | "personal.read" | "operations.write" | "history.import" | "admin")[];
            /** @description The only definitions that it may use; null: all of its tenant. */
            readonly definitions: readonly string[] | null;
            /** @description The only networks that it may be used from; null: all. */
            readonly cidrs: readonly string[] | null;
            /**
             * @description active; rotating: accepted beside the key that replaces it; replaced: the rotation has ended it; expired; revoked.
             * @enum {string}
             */
            readonly status: "active" | "rotating" | "replaced" | "expired" | "revoked";
            /**
             * Format: date-time
             * @description When it was created.
             */
            readonly createdAt: string;
            readonly createdBy: components["schemas"]["Actor"];
            /** @description Why it was created or, of a rotation, why it replaces the other; null if no reason was given. */
            readonly reason: string | null;
            /**
             * Format: date-time
             * @description From when on it is refused.
             */
            readonly expiresAt: string;
            /**
             * Format: date-time
             * @description When it was used last, as written at most once a minute; null if it is not known.
             */
            readonly lastUsedAt: string | null;
            /** @description The key that it replaces. */
            readonly replaces: string | null;
            /** @description The key that replaces it. */
            readonly replacedBy: string | null;
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            readonly revokedAt: string | null;
        };
        /** @description A change of keys, as the ledger has it. */
        readonly KeyChange: {
            /**
             * @description Type of the event.
             * @enum {string}
             */
            readonly type: "KeyCreated" | "KeyRotated" | "KeyRevoked";
            /** @description The key that was created or revoked, or that replaces another. */
            readonly keyId: string;
            /** @description Of a rotation: the key that is replaced. */
            readonly replacedKeyId?: string;
            /** @description Its revision in the tenant’s stream of keys. */
            readonly revision: number;
            /** @description Its position in the ledger. */
            readonly position: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly occurredAt: string;
            readonly actor: components["schemas"]["Actor"];
            /** @description Reason that was given. */
            readonly reason?: string;
            /** @description The commandId of the request. */
            readonly commandId: string | null;
        };
        /** @description A key with its history. */
        readonly KeyDetails: {
            /** @description Its visible part: the eight characters after jlk_live_ or jlk_test_. Also the clientId of its actor. */
            readonly keyId: string;
            /** @description What it is called. */
            readonly name: string;
            /** @description The person or team that answers for it. */
            readonly owner: string;
            /** @description The tenant whose journeys it reads and writes. */
            readonly tenant: string;
            /**
             * @description What it was made for.
             * @enum {string}
             */
            readonly environment: "live" | "test";
            /** @description What it allows. */
            readonly scopes: readonly ("statestore.read" | "statestore.write" | "definitions.write" | "analytics.read" | "audit.read" | "personal.read" | "operations.write" | "history.import" | "admin")[];
            /** @description The only definitions that it may use; null: all of its tenant. */
            readonly definitions: readonly string[] | null;
            /** @description The only networks that it may be used from; null: all. */
            readonly cidrs: readonly string[] | null;
            /**
             * @description active; rotating: accepted beside the key that replaces it; replaced: the rotation has ended it; expired; revoked.
             * @enum {string}
             */
            readonly status: "active" | "rotating" | "replaced" | "expired" | "revoked";
            /**
             * Format: date-time
             * @description When it was created.
             */
            readonly createdAt: string;
            readonly createdBy: components["schemas"]["Actor"];
            /** @description Why it was created or, of a rotation, why it replaces the other; null if no reason was given. */
            readonly reason: string | null;
            /**
             * Format: date-time
             * @description From when on it is refused.
             */
            readonly expiresAt: string;
            /**
             * Format: date-time
             * @description When it was used last, as written at most once a minute; null if it is not known.
             */
            readonly lastUsedAt: string | null;
            /** @description The key that it replaces. */
            readonly replaces: string | null;
            /** @description The key that replaces it. */
            readonly replacedBy: string | null;
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            readonly revokedAt: string | null;
            /** @description Its changes, oldest first. */
            readonly history: readonly components["schemas"]["KeyChange"][];
        };
        /** @description The keys of a tenant, in the order in which they were created. */
        readonly KeyList: {
            /** @description Revision of the tenant’s stream of keys: what expectedRevision is compared with; -1 before the first. */
            readonly revision: number;
            /** @description The keys. */
            readonly keys: readonly components["schemas"]["Key"][];
            /** @description The only accepted key with the scope admin, if API_KEYS names no administrator and no identity provider is set up; else null. */
            readonly lastAdminKey: {
                /** @description Its visible part. */
                readonly keyId: string;
                /** @description What it is called. */
                readonly name: string;
                /**
                 * Format: date-time
                 * @description From when on it is refused.
                 */
                readonly expiresAt: string;
                /** @description What to do, in its last 30 days; before that null. */
                readonly warning: string | null;
            } | null;
            /** @description The keys of API_KEYS, of the tenant default: settings of the server, without expiry, that no call changes. */
            readonly fromSettings: readonly {
                /** @description What the settings call it; the actor of all that is done with it. */
                readonly clientId: string;
                /** @description What it allows. */
                readonly scopes: readonly ("statestore.read" | "statestore.write" | "definitions.write" | "analytics.read" | "audit.read" | "personal.read" | "operations.write" | "history.import" | "admin")[];
            }[];
        };
        /** @description Creates a key. */
        readonly KeyRequest: {
            /**
             * @description What it is called; recorded as the actor of all that is done with it.
             * @example payment-flow
             */
            readonly name: string;
            /**
             * @description The person or team that answers for it.
             * @example Contact centre
             */
            readonly owner: string;
            /**
             * @description What it allows.
             * @example [
             *       "statestore.read",
             *       "statestore.write"
             *     ]
             */
            readonly scopes: readonly ("statestore.read" | "statestore.write" | "definitions.write" | "analytics.read" | "audit.read" | "personal.read" | "operations.write" | "history.import" | "admin")[];
            /**
             * @description The only definitions whose journeys it may read and write. Default: all of its tenant.
             * @example [
             *       "CustomerJourneyState"
             *     ]
             */
            readonly definitions?: readonly string[] | null;
            /**
             * @description The only networks that it may be used from. Default: all.
             * @example [
             *       "10.20.0.0/16",
             *       "2001:db8::/32"
             *     ]
             */
            readonly cidrs?: readonly string[] | null;
            /**
             * @description Stands in the key. Default: live.
             * @example live
             * @enum {string|null}
             */
            readonly environment?: "live" | "test" | null;
            /**
             * Format: date-time
             * @description When it is refused from, later than now. Default: 365 days from now.
             * @example 2027-11-02T09:30:00Z
             */
            readonly expiresAt?: string | null;
            /**
             * @description Reason, for the audit trail.
             * @example Go-live of the payment flow
             */
            readonly reason?: string | null;
            /**
             * @description Optimistic lock: the revision last read of the keys.
             * @example 3
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Identifies the request: sent again, it changes nothing again, and the key itself is not shown again. The header Idempotency-Key does the same.
             * @example payment-flow-key-1
             */
            readonly commandId?: string | null;
        };
        /** @description Revokes a key, at once and for good. */
        readonly KeyRevocationRequest: {
            /**
             * @description Reason, for the audit trail.
             * @example The key was in a log
             */
            readonly reason: string;
            /** @description true: also if it is the last key with the scope admin and no other administrator is set up. */
            readonly force?: boolean | null;
            /**
             * @description Optimistic lock: the revision last read of the keys.
             * @example 3
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Identifies the request: sent again, it changes nothing again, and the key itself is not shown again. The header Idempotency-Key does the same.
             * @example payment-flow-key-3
             */
            readonly commandId?: string | null;
        };
        /** @description Replaces a key by a new one with the same terms. */
        readonly KeyRotationRequest: {
            /**
             * @description How long the old key is accepted beside the new one, 0 to 2,592,000 seconds. Default: 86,400, a day.
             * @example 86400
             */
            readonly overlapSeconds?: number | null;
            /**
             * Format: date-time
             * @description When it is refused from, later than now. Default: as long as the old key was made for.
             * @example 2027-11-02T09:30:00Z
             */
            readonly expiresAt?: string | null;
            /**
             * @description Reason, for the audit trail.
             * @example Yearly rotation
             */
            readonly reason?: string | null;
            /** @description true: also if it is the last key with the scope admin and no other administrator is set up. */
            readonly force?: boolean | null;
            /**
             * @description Optimistic lock: the revision last read of the keys.
             * @example 3
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Identifies the request: sent again, it changes nothing again, and the key itself is not shown again. The header Idempotency-Key does the same.
             * @example payment-flow-key-2
             */
            readonly commandId?: string | null;
        };
        /** @description An edge of a diagram: all transitions between the same two nodes, or a timeout. */
        readonly LayoutEdge: {
            /** @description Its name within the layout. */
            readonly key: string;
            /**
             * @description initial leads from the start to the initial state.
             * @enum {string}
             */
            readonly kind: "initial" | "transition" | "timeout";
            /** @description Key of the node where it begins. */
            readonly from: string;
            /** @description Key of the node where it ends. */
            readonly to: string;
            /** @description Lines of its label; empty: it has none. */
            readonly lines: readonly string[];
            /** @description Transitions that it stands for, in the order of the definition. */
            readonly transitions: readonly {
                /** @description Event that triggers it; null if it has none. */
                readonly event: string | null;
                /** @description CEL expression of its guard; null if it has none. */
                readonly guard: string | null;
            }[];
            /** @description Of a timeout: after which time, ISO 8601; else null. */
            readonly after: string | null;
            /** @description Its line, from the first node to the second. */
            readonly points: readonly {
                /** @description Pixels from the left. */
                readonly x: number;
                /** @description Pixels from the top. */
                readonly y: number;
            }[];
            /** @description Where the label is; null without a label. */
            readonly labelBox: {
                /** @description Left edge, pixels. */
                readonly x: number;
                /** @description Upper edge, pixels. */
                readonly y: number;
                /** @description Width, pixels. */
                readonly width: number;
                /** @description Height, pixels. */
                readonly height: number;
            } | null;
        };
        /** @description A node of a diagram. */
        readonly LayoutNode: {
            /** @description Its name within the layout; edges refer to it. */
            readonly key: string;
            /**
             * @description start leads to the initial state; anyState stands for every state.
             * @enum {string}
             */
            readonly kind: "start" | "anyState" | "state";
            /** @description The state; null for start and anyState. */
            readonly stateId: string | null;
            /** @description Text of the node; cut if it is long. */
            readonly label: string;
            /** @description Whether journeys end in it. */
            readonly final: boolean;
            /** @description Left edge, pixels. */
            readonly x: number;
            /** @description Upper edge, pixels. */
            readonly y: number;
            /** @description Width, pixels. */
            readonly width: number;
            /** @description Height, pixels. */
            readonly height: number;
        };
        /** @description An event of the ledger: the data of a server-sent event. */
        readonly LedgerEvent: {
            /** @description Its position in the ledger. */
            readonly position: string;
            /** @description Type of the event. */
            readonly type: string;
            /**
             * @description Kind of its stream.
             * @enum {string}
             */
            readonly category: "journey" | "attempt" | "definition" | "escalation" | "policy" | "operation" | "tenant" | "alias" | "access";
            /** @description Id of what the stream is of: of journey the session id. */
            readonly id: string;
            /** @description Its revision in the stream. */
            readonly revision: number;
            /** @description UUID of the event. */
            readonly eventId: string;
            /**
             * Format: date-time
             * @description When it happened, business time.
             */
            readonly occurredAt: string;
            /**
             * Format: date-time
             * @description When the ledger stored it.
             */
            readonly recordedAt: string;
            readonly actor: components["schemas"]["Actor"];
            /** @description The commandId of the command. */
            readonly commandId?: string;
            /** @description Trace id or request id of the request. */
            readonly correlationId?: string;
            /** @description Hash of the event. */
            readonly hash: string;
            /** @description Hash of the event before it in its stream. */
            readonly previousHash?: string;
            /** @description Payload of the event, as stored. */
            readonly data: {
                readonly [key: string]: unknown;
            };
        };
        /** @description What one line of POST /v1/commands did. */
        readonly LineOutcome: {
            /** @description Number of the line, from 1; blank lines count. */
            readonly line: number;
            /**
             * @description What the command did. UNAVAILABLE: not answered in time; send the line again, with this commandId.
             * @enum {string}
             */
            readonly outcome: "CREATED" | "RESUMED" | "ADVANCED" | "RESTARTED" | "UNCHANGED" | "REJECTED" | "CONFLICT" | "EXPIRED" | "NOT_FOUND" | "UNAVAILABLE";
            /** @description Key of the journey; absent if the line cannot be read. */
            readonly sessionId?: string;
            /**
             * @description Of RESUMED: whether the session or an alias led to the journey.
             * @enum {string}
             */
            readonly resumedBy?: "session" | "alias";
            /** @description Of a start: the aliases that it asked for and the journey does not have, since a journey that is resumed stays as it is: add them with POST /v1/journeys/{sessionId}/aliases. Absent if it has all. */
            readonly aliasesNotAdded?: readonly string[];
            /** @description Of UNAVAILABLE: the id to send the line again with, so that it is done once. */
            readonly commandId?: string;
            /** @description Revision of the journey’s last event. */
            readonly revision?: number;
            /** @description State that the journey is in. */
            readonly stateId?: string;
            /** @description Position of the journey’s last event in the ledger. */
            readonly position?: string;
            /** @description Whether this commandId was answered before and this is its first outcome again. */
            readonly replayed?: boolean;
            /**
             * @description Problem code of a line that was not accepted.
             * @enum {string}
             */
            readonly code?: "VALIDATION_FAILED" | "UNAUTHENTICATED" | "FORBIDDEN" | "JOURNEY_NOT_FOUND" | "DEFINITION_NOT_FOUND" | "PROJECTION_NOT_FOUND" | "REBUILD_NOT_FOUND" | "DEAD_LETTER_NOT_FOUND" | "POSITION_NOT_FOUND" | "ROUTE_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "TRANSITION_NOT_ALLOWED" | "GUARD_FAILED" | "CONTEXT_INVALID" | "CONTEXT_TOO_LARGE" | "CARD_DATA_REFUSED" | "JOURNEY_IS_LIVE" | "OUT_OF_ORDER" | "MIGRATION_NEEDS_FORCE" | "IDEMPOTENCY_KEY_REUSED" | "ALIAS_TAKEN" | "TOO_MANY_ALIASES" | "JOURNEY_ENDED" | "JOURNEY_EXPIRED" | "REVISION_CONFLICT" | "SESSION_OF_ANOTHER_DEFINITION" | "STATE_NOT_FOUND" | "TIMEOUT_INVALID" | "OVERRIDE_NOT_FOUND" | "ABORTS_NOT_CONFIRMED" | "TIMEOUTS_PAUSED" | "TIMEOUTS_NOT_PAUSED" | "SANDBOX_NOT_FOUND" | "SANDBOX_FULL" | "OPERATION_NOT_FOUND" | "OPERATION_ENDED" | "ESCALATION_NOT_FOUND" | "ESCALATION_CLAIMED" | "ESCALATION_CLAIM_LOST" | "ESCALATION_NOT_CLAIMABLE" | "ESCALATION_ENDED" | "ESCALATION_NOT_DEAD_LETTERED" | "KEY_NOT_FOUND" | "KEY_ENDED" | "LAST_ADMIN_KEY" | "KEY_NAME_TAKEN" | "DEFINITION_VERSION_TAKEN" | "DEFINITION_VERSION_STALE" | "DEFINITION_VERSION_RETIRED" | "DEFINITION_INVALID" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "TOO_MANY_REQUESTS" | "INTERNAL_ERROR" | "LEDGER_DAMAGED" | "READ_NOT_RECORDED" | "UNAVAILABLE";
            /** @description Why it was not accepted, one sentence. */
            readonly reason?: string;
        };
        /** @description Where journeys are now: the data of a server-sent event. */
        readonly LiveCountsMessage: {
            /**
             * @description A snapshot has all states, an update those that changed since the message before.
             * @enum {string}
             */
            readonly kind: "snapshot" | "update";
            /**
             * Format: date-time
             * @description When it was read.
             */
            readonly at: string;
            /** @description Position up to which events are counted; null in an empty ledger. */
            readonly position: string | null;
            /** @description By definition, version and state, with their figures as they are now. */
            readonly states: readonly components["schemas"]["StateCount"][];
            /** @description All journeys. */
            readonly journeys: number;
            /** @description Of them, not in a final state. */
            readonly active: number;
            /** @description Of them, whose deadline has passed. */
            readonly overdue: number;
            /** @description Escalations that were due by then and are not handled yet: GET /v1/escalations?status=overdue. */
            readonly overdueEscalations: number;
            /** @description Commands refused in the last hour. */
            readonly refusedLastHour: number;
            /** @description Journeys of which these were. */
            readonly refusedJourneysLastHour: number;
            /** @description Events that are not counted yet; null if the ledger cannot count positions. */
            readonly lagEvents: number | null;
            /** @description Age of the oldest of them, whole seconds; 0 if there are none. */
            readonly lagSeconds: number;
        };
        /** @description The process lives. */
        readonly Liveness: {
            /**
             * @description It lives.
             * @constant
             */
            readonly status: "ok";
        };
        /** @description What a text names, the likeliest first. */
        readonly Lookup: {
            /** @description Journeys; of each kind up to 10. */
            readonly journeys: readonly {
                /**
                 * @description What the text is of it.
                 * @enum {string}
                 */
                readonly by: "sessionId" | "alias" | "conversationId" | "customerId";
                /** @description Key of the journey. */
                readonly sessionId: string;
            }[];
            /** @description Events; up to 10. */
            readonly events: readonly {
                /**
                 * @description What the text is of it.
                 * @enum {string}
                 */
                readonly by: "position" | "eventId" | "commandId" | "hash";
                /** @description Its position in the ledger. */
                readonly position: string;
                /** @description Type of the event. */
                readonly type: string;
                /**
                 * @description Kind of its stream.
                 * @enum {string}
                 */
                readonly category: "journey" | "attempt" | "definition" | "escalation" | "policy" | "operation" | "tenant" | "alias" | "access";
                /** @description Id of what the stream is of: of journey and attempt the session id. */
                readonly id: string;
                /** @description Its revision in the stream. */
                readonly revision: number;
            }[];
            /** @description The escalation of this id; null if there is none. */
            readonly escalationId: string | null;
            /** @description The definition of this id; null if there is none. */
            readonly definitionId: string | null;
            /**
             * @description Where event ids, command ids and hashes were looked for: in all events, in the newest 20,000, or not at all, since the text is shorter than 8 characters or the event store is a server, whose events cannot be counted back.
             * @enum {string}
             */
            readonly searched: "all" | "newest" | "none";
            /** @description Event ids, command ids and hashes were looked for in the events after this position; null: in all. */
            readonly searchedFrom: string | null;
        };
        /** @description The embedded ledger is lost until the process is restarted. */
        readonly LostLedger: {
            /**
             * @description Restart the process.
             * @constant
             */
            readonly status: "error";
            /** @description What was lost. */
            readonly message: string;
        };
        /** @description Context properties to set; null removes one (RFC 7396). */
        readonly MergePatch: {
            readonly [key: string]: unknown;
        };
        /** @description Migrates a journey to another version of its definition. */
        readonly MigrateRequest: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Published version of the journey’s definition to continue with.
             * @example 2
             */
            readonly toVersion: number;
            /**
             * @description New state ids by the old ones, of states that were renamed.
             * @example {
             *       "IDENTIFY": "VERIFY"
             *     }
             */
            readonly stateMap?: {
                readonly [key: string]: unknown;
            } | null;
            /** @description Context properties that the version needs. */
            readonly set?: {
                readonly [key: string]: unknown;
            } | null;
            /** @description Also if the journey times out at once, or the version takes no journeys of the one that it runs. */
            readonly force?: boolean | null;
            /**
             * @description Reason, for the audit trail.
             * @example Version 1 is being retired
             */
            readonly reason: string;
        };
        /** @description Puts a journey into any state of its definition. */
        readonly MoveRequest: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Any state of the journey’s definition; ABORT_TIMEOUT aborts the journey.
             * @example AGENT_ESCALATION
             */
            readonly targetStateId: string;
            /**
             * @description Reason, for the audit trail.
             * @example The payment provider is down
             */
            readonly reason: string;
        };
        /** @description A key that was made. */
        readonly NewKey: {
            /**
             * @description What was done.
             * @enum {string}
             */
            readonly outcome: "CREATED" | "ROTATED";
            readonly key: components["schemas"]["Key"];
            /** @description The key itself, this once: only its hash is stored. null if the request is a repeat. */
            readonly secret: string | null;
            readonly change: components["schemas"]["KeyChange"];
        };
        /** @description Creates a record: a journey in its initial state. */
        readonly NewRecord: {
            /**
             * @description The session id.
             * @example call-4711
             */
            readonly key: string;
            /** @description The record. */
            readonly value: {
                /**
                 * @description State of the journey.
                 * @example PAYMENT_COLLECTOR
                 */
                readonly stateId: string;
                /**
                 * @description The session id; must be the key.
                 * @example call-4711
                 */
                readonly sessionId?: string | null;
                /**
                 * Format: date-time
                 * @description When the record was created, RFC 3339.
                 * @example 2023-10-27T10:00:00Z
                 */
                readonly createdAt?: string | null;
                /**
                 * Format: date-time
                 * @description When this happened, RFC 3339.
                 * @example 2023-10-27T10:05:00Z
                 */
                readonly lastUpdated?: string | null;
                /**
                 * @description The version last read: an optimistic lock.
                 * @example 1
                 */
                readonly version?: number | null;
                /**
                 * @description Ignored: of a record that is sent back whole.
                 * @enum {string|null}
                 */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT" | null;
                /**
                 * Format: date-time
                 * @description Ignored: of a record that is sent back whole.
                 */
                readonly deadline?: string | null;
                /** @description Ignored: of a record that is sent back whole. */
                readonly overdue?: boolean | null;
                /**
                 * @description What platforms call the customer or the conversation. Of a new record: if the definition’s resume allows it, the open journey that has one of them is the record, unless the key has a journey. Of an update: ignored.
                 * @example [
                 *       "genesys:conv-81"
                 *     ]
                 */
                readonly aliases?: readonly string[] | null;
                /** @description Ignored: of a record that is sent back whole. */
                readonly allowedTargets?: readonly string[];
                /**
                 * @description Ignored: of a record that is sent back whole.
                 * @example 2
                 */
                readonly upgradeTo?: number | null;
                /** @description Ignored: of a record that is sent back whole. */
                readonly masked?: readonly string[];
                /** @description These, and properties of the journey’s context. */
                readonly metadata?: ({
                    /**
                     * @description Channel of the journey.
                     * @example voice
                     */
                    readonly channel?: string | null;
                    /**
                     * @description What started the journey.
                     * @example inbound_queue
                     */
                    readonly initiatingSource?: string | null;
                    /**
                     * @description The state that the journey must be in: an optimistic lock.
                     * @example INTRO_WELCOME
                     */
                    readonly previousState?: string | null;
                    /** @description This session’s own timeout of the state entered: an ISO 8601 duration, or seconds. */
                    readonly maxDuration?: (string | number) | null;
                } & {
                    readonly [key: string]: unknown;
                }) | null;
            };
        };
        /** @description An object-centric event log, OCEL 2.0. */
        readonly OcelLog: {
            /** @description Sessions, customers, conversations and definitions. */
            readonly objects: readonly {
                /** @description Id within the log. */
                readonly id: string;
                /** @description session, customer, conversation or definition. */
                readonly type: string;
                /** @description Its attributes. */
                readonly attributes?: readonly {
                    /** @description Name of the attribute. */
                    readonly name: string;
                    /** @description Its value, as a text. */
                    readonly value: string;
                    /**
                     * Format: date-time
                     * @description Since when.
                     */
                    readonly time: string;
                }[];
                /** @description Objects that it is related to. */
                readonly relationships?: readonly {
                    /** @description Id of the object. */
                    readonly objectId: string;
                    /** @description Kind of the relationship. */
                    readonly qualifier: string;
                }[];
            }[];
            /** @description Every event, and every command that was refused or changed nothing. */
            readonly events: readonly {
                /** @description Id within the log. */
                readonly id: string;
                /** @description The state that it entered, else its type in the ledger. */
                readonly type: string;
                /**
                 * Format: date-time
                 * @description When it happened, business time.
                 */
                readonly time: string;
                /** @description Its attributes. */
                readonly attributes: readonly {
                    /** @description Name of the attribute. */
                    readonly name: string;
                    /** @description Its value, as a text. */
                    readonly value: string;
                }[];
                /** @description Objects that it is related to. */
                readonly relationships: readonly {
                    /** @description Id of the object. */
                    readonly objectId: string;
                    /** @description Kind of the relationship. */
                    readonly qualifier: string;
                }[];
            }[];
            /** @description The types of events. */
            readonly eventTypes: readonly {
                /** @description Name of the type. */
                readonly name: string;
                /** @description Its attributes. */
                readonly attributes: readonly {
                    /** @description Name of the attribute. */
                    readonly name: string;
                    /** @description Always string. */
                    readonly type: string;
                }[];
            }[];
            /** @description The types of objects. */
            readonly objectTypes: readonly {
                /** @description Name of the type. */
                readonly name: string;
                /** @description Its attributes. */
                readonly attributes: readonly {
                    /** @description Name of the attribute. */
                    readonly name: string;
                    /** @description Always string. */
                    readonly type: string;
                }[];
            }[];
        };
        /** @description Open journeys of a definition, by the read models. */
        readonly OpenJourneys: {
            /** @description Position up to which journeys were counted; null in an empty ledger. */
            readonly position: string | null;
            /** @description How many they are. */
            readonly count: number;
            /** @description The states that they are in, those with the most journeys first. */
            readonly states: readonly {
                /** @description The state. */
                readonly stateId: string;
                /** @description Journeys in it. */
                readonly journeys: number;
            }[];
            /** @description The first ones by their start, 10 at most. */
            readonly sample: readonly {
                /** @description Key of the journey. */
                readonly sessionId: string;
                /** @description Version of the definition that it runs. */
                readonly version: number;
                /** @description Its state. */
                readonly stateId: string;
                /**
                 * Format: date-time
                 * @description When it entered the state.
                 */
                readonly enteredAt: string;
            }[];
        };
        /** @description A batch operation. */
        readonly Operation: {
            /** @description Id of the batch operation. */
            readonly operationId: string;
            /**
             * @description What is done to each journey.
             * @enum {string}
             */
            readonly kind: "abort" | "move" | "restart" | "migrate";
            /** @description The journeys: those that meet every member given. */
            readonly filter: {
                /** @description State that the journey is in. */
                readonly state?: string;
                /** @description Definition that it runs. */
                readonly definitionId?: string;
                /** @description The caller’s own id of the customer. */
                readonly customerId?: string;
                /** @description Channel that it is on. */
                readonly channel?: string;
                /**
                 * @description ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.
                 * @enum {string}
                 */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                /** @description Whether its deadline has passed. */
                readonly overdue?: boolean;
                /**
                 * Format: date-time
                 * @description It entered its state before this time.
                 */
                readonly enteredBefore?: string;
                /** @description Ways of being stuck, any of which counts. */
                readonly stuck?: readonly ("overdue" | "slow" | "orphaned")[];
                /** @description Of slow: times the median dwell time of the state. */
                readonly slowerThan?: number;
            };
            /** @description What the journeys are changed to: of move the state, of migrate the version. */
            readonly target: {
                /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
                readonly masked?: readonly string[];
                /** @description Of move: the state. */
                readonly stateId?: string;
                /** @description Of migrate: the version. */
                readonly version?: number;
                /** @description Of migrate: new state ids by the old ones. */
                readonly stateMap?: {
                    readonly [key: string]: string;
                };
                /** @description Of migrate: context properties that the version needs. */
                readonly set?: {
                    readonly [key: string]: unknown;
                };
                /** @description Of migrate: also if a journey times out at once, or the version takes none of the one that it runs. */
                readonly force?: boolean;
            } | null;
            /** @description Reason that was given. */
            readonly reason: string;
            /** @description Most journeys a second. */
            readonly ratePerSecond: number;
            /** @description Who requested it. */
            readonly requestedBy: {
                /** @description Who it was; anonymous without authentication. */
                readonly subject: string;
                /** @description Client whose credentials were used. */
                readonly clientId?: string;
            };
            /**
             * @description SELECTING: journeys are being found. The others speak for themselves.
             * @enum {string}
             */
            readonly status: "SELECTING" | "RUNNING" | "PAUSED" | "CANCELLING" | "CANCELLED" | "COMPLETED";
            /** @description Journeys that changed after this are left alone. */
            readonly asOf: {
                /** @description Position of the ledger. */
                readonly position: string;
                /**
                 * Format: date-time
                 * @description Time that deadlines and dwell times were compared with.
                 */
                readonly at: string;
            };
            /**
             * Format: date-time
             * @description When it was requested.
             */
            readonly requestedAt: string;
            /**
             * Format: date-time
             * @description When the first journeys were changed.
             */
            readonly startedAt: string | null;
            /**
             * Format: date-time
             * @description When it last progressed.
             */
            readonly updatedAt: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            readonly endedAt: string | null;
            /** @description Journeys that the dry run had found; null without one. */
            readonly shown: number | null;
            /** @description Journeys selected so far. */
            readonly selected: number;
            /** @description Journeys processed so far. */
            readonly done: number;
            /** @description Share of the selected journeys that is processed, 0 to 1; null while they are being selected. */
            readonly progress: number | null;
            /** @description Journeys a second since it started; null before. */
            readonly rate: number | null;
            /**
             * Format: date-time
             * @description When it will end at that rate; null if unknown.
             */
            readonly eta: string | null;
            /** @description Journeys by outcome. */
            readonly counts: {
                /** @description Changed. */
                readonly changed: number;
                /** @description Already so. */
                readonly unchanged: number;
                /** @description Timed out instead. */
                readonly expired: number;
                /** @description Not allowed. */
                readonly refused: number;
                /** @description Changed since they were selected, and left alone. */
                readonly moved: number;
                /** @description Not known to be done. */
                readonly failed: number;
            };
            /** @description Journeys that were not changed, by problem code. */
            readonly codes: {
                readonly [key: string]: number;
            };
            /** @description Revision of its own stream. */
            readonly revision: number;
            /** @description Position of its last event in the ledger. */
            readonly position: string;
        };
        /** @description What a batch operation would do; nothing was stored. */
        readonly OperationDryRun: {
            /**
             * @description Nothing was stored.
             * @constant
             */
            readonly dryRun: true;
            /** @description Journeys that would be selected. */
            readonly journeys: number;
            /** @description The same by state. */
            readonly byState: readonly {
                /** @description Definition of the journeys. */
                readonly definitionId: string;
                /** @description State that they are in. */
                readonly stateId: string;
                /** @description Number of journeys. */
                readonly journeys: number;
            }[];
            /** @description Journeys by outcome; outcomes without journeys are absent. */
            readonly outcomes: {
                /** @description Changed. */
                readonly changed?: number;
                /** @description Already so. */
                readonly unchanged?: number;
                /** @description Timed out instead. */
                readonly expired?: number;
                /** @description Not allowed. */
                readonly refused?: number;
                /** @description Changed since they were selected, and left alone. */
                readonly moved?: number;
                /** @description Not known to be done. */
                readonly failed?: number;
            };
            /** @description Why journeys would be refused, the most frequent first. */
            readonly refusals: readonly {
                /** @description The problem code. */
                readonly code: string;
                /** @description Number of journeys. */
                readonly journeys: number;
                /** @description The reason of one of them. */
                readonly example: string;
            }[];
            /** @description The first journeys by session id. */
            readonly sample: readonly {
                /** @description Key of the journey. */
                readonly sessionId: string;
                /**
                 * @description changed: done. unchanged: it was so already. expired: its deadline had passed, so it timed out instead. refused: not allowed. moved: it had changed since it was selected and was left alone. failed: the ledger could not tell.
                 * @enum {string}
                 */
                readonly outcome: "changed" | "unchanged" | "expired" | "refused" | "moved" | "failed";
                /** @description Its revision. */
                readonly revision: number;
                /** @description Problem code, if it was not changed. */
                readonly code?: string;
                /** @description Why it was not changed, one sentence. */
                readonly reason?: string;
                /** @description Definition of the journey. */
                readonly definitionId: string;
                /** @description Version of that definition. */
                readonly definitionVersion: number;
                /** @description State that it is in. */
                readonly stateId: string;
                /**
                 * Format: date-time
                 * @description When it entered it.
                 */
                readonly enteredAt: string;
            }[];
            /** @description Position of the ledger as of which journeys were found. */
            readonly position: string;
            /** @description Sent with dryRun: false, it selects exactly these journeys, without those that changed since. */
            readonly token: string;
            /** @description What the journeys are changed to: of move the state, of migrate the version. */
            readonly target?: {
                /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
                readonly masked?: readonly string[];
                /** @description Of move: the state. */
                readonly stateId?: string;
                /** @description Of migrate: the version. */
                readonly version?: number;
                /** @description Of migrate: new state ids by the old ones. */
                readonly stateMap?: {
                    readonly [key: string]: string;
                };
                /** @description Of migrate: context properties that the version needs. */
                readonly set?: {
                    readonly [key: string]: unknown;
                };
                /** @description Of migrate: also if a journey times out at once, or the version takes none of the one that it runs. */
                readonly force?: boolean;
            };
        };
        /** @description One page of a list. */
        readonly OperationPage: {
            /** @description The rows of this page. */
            readonly operations: readonly components["schemas"]["Operation"][];
            /** @description Asks for the next page, as the query parameter cursor. Absent on the last page. */
            readonly nextCursor?: string;
        };
        /** @description Starts a batch operation, or shows what it would do. */
        readonly OperationRequest: {
            /**
             * @description What is done to each journey.
             * @example move
             * @enum {string}
             */
            readonly kind: "abort" | "move" | "restart" | "migrate";
            /** @description The journeys: those that meet every member given, at least one. */
            readonly filter: {
                /**
                 * @description State that the journey is in.
                 * @example PAYMENT_COLLECTOR
                 */
                readonly state?: string | null;
                /** @description Definition that the journey runs. */
                readonly definitionId?: string | null;
                /** @description The caller’s own id of the customer. */
                readonly customerId?: string | null;
                /** @description Channel that the journey is on. */
                readonly channel?: string | null;
                /**
                 * @description Status of the journey.
                 * @enum {string|null}
                 */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT" | null;
                /** @description Whether the deadline has passed. */
                readonly overdue?: boolean | null;
                /**
                 * Format: date-time
                 * @description Only journeys that entered their state before this time.
                 */
                readonly enteredBefore?: string | null;
                /**
                 * @description Only journeys that are stuck. overdue: the deadline has passed and no timeout is recorded. slow: in its state for longer than slowerThan times the median. orphaned: in a state that the newest version lacks. any: any of these.
                 * @example any
                 * @enum {string|null}
                 */
                readonly stuck?: "any" | "overdue" | "slow" | "orphaned" | null;
                /**
                 * @description Of slow: times the median dwell time of the state, 1 to 1,000. Default: 3.
                 * @example 3
                 */
                readonly slowerThan?: number | null;
            };
            /** @description What the journeys are changed to; of abort and restart nothing. */
            readonly target?: {
                /**
                 * @description Of move: the state.
                 * @example AGENT_ESCALATION
                 */
                readonly stateId?: string | null;
                /** @description Of migrate: the version. Default: the newest. */
                readonly version?: number | null;
                /** @description Of migrate: new state ids by the old ones. */
                readonly stateMap?: {
                    readonly [key: string]: unknown;
                } | null;
                /** @description Of migrate: context properties that the version needs. */
                readonly set?: {
                    readonly [key: string]: unknown;
                } | null;
                /** @description Of migrate: also if a journey times out at once, or the version takes none of the one that it runs. */
                readonly force?: boolean | null;
            } | null;
            /**
             * @description Reason, for the audit trail of every journey.
             * @example The payment provider is down
             */
            readonly reason: string;
            /**
             * @description Most journeys a second, 1 to 1,000. Default: 100.
             * @example 50
             */
            readonly ratePerSecond?: number | null;
            /**
             * @description false starts it. Default: true, which shows what it would do and stores nothing.
             * @example true
             */
            readonly dryRun?: boolean | null;
            /** @description Token of the dry run: selects the journeys that were shown, without those that changed since. */
            readonly token?: string | null;
            /** @description Identifies the request: sent again, it starts nothing again, as Idempotency-Key does. */
            readonly commandId?: string | null;
        };
        /** @description One page of a list. */
        readonly OperationResultPage: {
            /** @description The rows of this page. */
            readonly journeys: readonly components["schemas"]["JourneyResult"][];
            /** @description Asks for the next page, as the query parameter cursor. Absent on the last page. */
            readonly nextCursor?: string;
        };
        /** @description Pauses, resumes or cancels a batch operation. */
        readonly OperationStepRequest: {
            /**
             * @description Reason, for the audit trail.
             * @example Peak hour
             */
            readonly reason?: string | null;
            /** @description Identifies the request: sent again, it changes nothing again, whatever others changed meanwhile. */
            readonly commandId?: string | null;
        };
        /** @description Overrides the timeout of a state. */
        readonly OverrideRequest: {
            /**
             * @description The state’s new timeout. ISO 8601 duration in weeks, days, hours, minutes and seconds.
             * @example PT30M
             */
            readonly after: string;
            /**
             * @description new: new entrants only. waiting: waiting journeys too.
             * @example waiting
             * @enum {string}
             */
            readonly applyTo: "new" | "waiting";
            /**
             * @description Time that is left to journeys that would time out at once. Default: none; see confirmAborting. ISO 8601 duration in weeks, days, hours, minutes and seconds.
             * @example PT2M
             */
            readonly grace?: string | null;
            /**
             * @description The most journeys that may time out at once; preview=true counts them (abortingAtOnce). Default: none may.
             * @example 3
             */
            readonly confirmAborting?: number | null;
            /**
             * @description Reason, for the audit trail.
             * @example The payment provider is slow today
             */
            readonly reason: string;
            /**
             * @description Optimistic lock: the revision last read of the timeouts.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Identifies the request: sent again, it changes nothing again. The header Idempotency-Key does the same.
             * @example slow-provider-1
             */
            readonly commandId?: string | null;
        };
        /** @description Pauses or resumes all timeouts. */
        readonly PauseRequest: {
            /**
             * @description Reason, for the audit trail.
             * @example Maintenance of the telephone system
             */
            readonly reason: string;
            /**
             * @description Optimistic lock: the revision last read of the timeouts.
             * @example 3
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Identifies the request: sent again, it changes nothing again. The header Idempotency-Key does the same.
             * @example maintenance-17
             */
            readonly commandId?: string | null;
        };
        /** @description A policy that a journey broke. */
        readonly PolicyViolation: {
            /** @description The journey. */
            readonly sessionId: string;
            /** @description Name of the policy in the definition. */
            readonly policy: string;
            /**
             * @description Its template.
             * @enum {string}
             */
            readonly kind: "precedence" | "response" | "chainResponse" | "existence" | "absence" | "notCoexistence";
            /** @description Definition of the journey. */
            readonly definitionId: string;
            /** @description Version that the journey ran under when it was found. */
            readonly definitionVersion: number;
            /** @description Revision of the event that broke it; of what was owed, of the event since which it was. */
            readonly journeyRevision: number;
            /**
             * Format: date-time
             * @description When it was broken; if a time was over, its end.
             */
            readonly brokenAt: string;
            /**
             * Format: date-time
             * @description End of the time that was over; null if something else broke it.
             */
            readonly deadline: string | null;
            /** @description State that broke it by being entered, or in which the journey ended; null if a time was over. */
            readonly stateId: string | null;
            /** @description Customer of the journey. */
            readonly customerId: string | null;
            /** @description Escalation that was requested; null if the policy names none. */
            readonly escalationId: string | null;
            /** @description Position of PolicyViolated in the ledger. */
            readonly position: string;
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            readonly recordedAt: string;
        };
        /** @description One page of a list. */
        readonly PolicyViolationPage: {
            /** @description The rows of this page. */
            readonly violations: readonly components["schemas"]["PolicyViolation"][];
            /** @description Asks for the next page, as the query parameter cursor. Absent on the last page. */
            readonly nextCursor?: string;
        };
        /** @description A problem document (RFC 9457). */
        readonly Problem: {
            /** @description Address of this server that explains the code. */
            readonly type: string;
            /** @description What is wrong, in a few words; the same for each code. */
            readonly title: string;
            /** @description The HTTP status. */
            readonly status: number;
            /** @description What is wrong this time and what would be right, one sentence. */
            readonly detail: string;
            /**
             * @description Stable code to branch on.
             * @enum {string}
             */
            readonly code: "VALIDATION_FAILED" | "UNAUTHENTICATED" | "FORBIDDEN" | "JOURNEY_NOT_FOUND" | "DEFINITION_NOT_FOUND" | "PROJECTION_NOT_FOUND" | "REBUILD_NOT_FOUND" | "DEAD_LETTER_NOT_FOUND" | "POSITION_NOT_FOUND" | "ROUTE_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "TRANSITION_NOT_ALLOWED" | "GUARD_FAILED" | "CONTEXT_INVALID" | "CONTEXT_TOO_LARGE" | "CARD_DATA_REFUSED" | "JOURNEY_IS_LIVE" | "OUT_OF_ORDER" | "MIGRATION_NEEDS_FORCE" | "IDEMPOTENCY_KEY_REUSED" | "ALIAS_TAKEN" | "TOO_MANY_ALIASES" | "JOURNEY_ENDED" | "JOURNEY_EXPIRED" | "REVISION_CONFLICT" | "SESSION_OF_ANOTHER_DEFINITION" | "STATE_NOT_FOUND" | "TIMEOUT_INVALID" | "OVERRIDE_NOT_FOUND" | "ABORTS_NOT_CONFIRMED" | "TIMEOUTS_PAUSED" | "TIMEOUTS_NOT_PAUSED" | "SANDBOX_NOT_FOUND" | "SANDBOX_FULL" | "OPERATION_NOT_FOUND" | "OPERATION_ENDED" | "ESCALATION_NOT_FOUND" | "ESCALATION_CLAIMED" | "ESCALATION_CLAIM_LOST" | "ESCALATION_NOT_CLAIMABLE" | "ESCALATION_ENDED" | "ESCALATION_NOT_DEAD_LETTERED" | "KEY_NOT_FOUND" | "KEY_ENDED" | "LAST_ADMIN_KEY" | "KEY_NAME_TAKEN" | "DEFINITION_VERSION_TAKEN" | "DEFINITION_VERSION_STALE" | "DEFINITION_VERSION_RETIRED" | "DEFINITION_INVALID" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "TOO_MANY_REQUESTS" | "INTERNAL_ERROR" | "LEDGER_DAMAGED" | "READ_NOT_RECORDED" | "UNAVAILABLE";
            /** @description Of VALIDATION_FAILED: a sentence for each field. Of DEFINITION_…: what the static check found. */
            readonly errors?: readonly string[] | readonly components["schemas"]["DefinitionError"][];
            /** @description Of FORBIDDEN: the scope that is needed. */
            readonly scope?: string;
            /**
             * @description Of a refused command: its outcome.
             * @enum {string}
             */
            readonly outcome?: "CREATED" | "RESUMED" | "ADVANCED" | "RESTARTED" | "UNCHANGED" | "REJECTED" | "CONFLICT" | "EXPIRED" | "NOT_FOUND";
            /** @description Of a refused command: whether this is its first reply again. */
            readonly replayed?: boolean;
            /** @description Of UNAVAILABLE: the id to send the command again with, so that it is done once. */
            readonly commandId?: string;
            /** @description Of a refused command, and of UNAVAILABLE: key of the journey. */
            readonly sessionId?: string;
            /** @description Of SESSION_OF_ANOTHER_DEFINITION: the definition that the session runs. */
            readonly definitionId?: string;
            /** @description Of SESSION_OF_ANOTHER_DEFINITION: its version. */
            readonly definitionVersion?: number;
            /** @description Of a refused command: state that the journey is in. */
            readonly stateId?: string;
            /** @description Of a refused command: revision of the journey. */
            readonly revision?: number;
            /** @description Of a refused command: states that a transition would be accepted to. */
            readonly allowedTargets?: readonly string[];
            /** @description The guard that decided, with the inputs that it saw. */
            readonly guard?: {
                /** @description The guard’s CEL expression. */
                readonly expression: string;
                /** @description The values that it read, by name. */
                readonly inputs: {
                    readonly [key: string]: unknown;
                };
                /** @description Why it could not be evaluated. */
                readonly error?: string;
                /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
                readonly masked?: readonly string[];
                /** @description Inputs of a refused command’s guard that were not recorded, since they are personal data. */
                readonly withheld?: readonly string[];
            };
            readonly journey?: components["schemas"]["Journey"];
            readonly record?: components["schemas"]["Record"];
            /** @description Of POSITION_NOT_FOUND: the position that was sent. */
            readonly position?: string;
            /** @description Of POSITION_NOT_FOUND: where the ledger ends; null if it is empty. */
            readonly end?: string | null;
            /** @description Of ABORTS_NOT_CONFIRMED: waiting journeys that would time out at once. */
            readonly abortingAtOnce?: number;
            /** @description Of a refused command on an escalation: its id. */
            readonly escalationId?: string;
            /**
             * @description open: waits in the pull queue, claims that ran out included. claimed: a claimant holds it. delivering: a webhook that is not delivered yet. delivered: its target accepted it. dead-lettered: delivery was given up. completed: done. withdrawn: the journey was served without it.
             * @enum {string}
             */
            readonly escalationStatus?: "open" | "claimed" | "delivering" | "delivered" | "dead-lettered" | "completed" | "withdrawn";
            /** @description The claim; null if it was released or never made. */
            readonly claim?: {
                /** @description Who holds it. */
                readonly claimant: string;
                /**
                 * Format: date-time
                 * @description When it was claimed.
                 */
                readonly at: string;
                /**
                 * Format: date-time
                 * @description When the claim runs out.
                 */
                readonly until: string;
            } | null;
            /** @description Id of the definition; null if the document cannot be read. */
            readonly id?: string | null;
            /** @description Version of the definition; null if the document cannot be read. */
            readonly version?: number | null;
            /** @description SHA-256 of the document’s canonical JSON (RFC 8785). */
            readonly hash?: string | null;
            /** @description Whether the document may be published. */
            readonly valid?: boolean;
            /** @description What may be unintended. */
            readonly warnings?: readonly components["schemas"]["DefinitionWarning"][];
            /** @description How open journeys of each earlier version come over, oldest first. */
            readonly upgrades?: readonly components["schemas"]["UpgradePath"][];
            /** @description Of each policy, whether the states imply it. */
            readonly policies?: readonly components["schemas"]["CheckedPolicy"][];
            /** @description The longest time that a journey can take, or what makes it unbounded. */
            readonly bound?: {
                /** @description The longest time that a journey can take. */
                readonly longestBounded?: {
                    /** @description In milliseconds. */
                    readonly ms: number;
                    /** @description The same as an ISO 8601 duration. */
                    readonly iso: string;
                    /** @description The states that take this long. */
                    readonly path: readonly string[];
                };
                /** @description States that a journey can go round for ever; the first comes last again. */
                readonly unboundedCycle?: readonly string[];
                /** @description States in which a journey can wait for ever. */
                readonly unboundedStates?: readonly string[];
            } | null;
        };
        /** @description What the code of a problem means. */
        readonly ProblemExplanation: {
            /** @description Address of this explanation: the type of the problem document. */
            readonly type: string;
            /**
             * @description The code.
             * @enum {string}
             */
            readonly code: "VALIDATION_FAILED" | "UNAUTHENTICATED" | "FORBIDDEN" | "JOURNEY_NOT_FOUND" | "DEFINITION_NOT_FOUND" | "PROJECTION_NOT_FOUND" | "REBUILD_NOT_FOUND" | "DEAD_LETTER_NOT_FOUND" | "POSITION_NOT_FOUND" | "ROUTE_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "TRANSITION_NOT_ALLOWED" | "GUARD_FAILED" | "CONTEXT_INVALID" | "CONTEXT_TOO_LARGE" | "CARD_DATA_REFUSED" | "JOURNEY_IS_LIVE" | "OUT_OF_ORDER" | "MIGRATION_NEEDS_FORCE" | "IDEMPOTENCY_KEY_REUSED" | "ALIAS_TAKEN" | "TOO_MANY_ALIASES" | "JOURNEY_ENDED" | "JOURNEY_EXPIRED" | "REVISION_CONFLICT" | "SESSION_OF_ANOTHER_DEFINITION" | "STATE_NOT_FOUND" | "TIMEOUT_INVALID" | "OVERRIDE_NOT_FOUND" | "ABORTS_NOT_CONFIRMED" | "TIMEOUTS_PAUSED" | "TIMEOUTS_NOT_PAUSED" | "SANDBOX_NOT_FOUND" | "SANDBOX_FULL" | "OPERATION_NOT_FOUND" | "OPERATION_ENDED" | "ESCALATION_NOT_FOUND" | "ESCALATION_CLAIMED" | "ESCALATION_CLAIM_LOST" | "ESCALATION_NOT_CLAIMABLE" | "ESCALATION_ENDED" | "ESCALATION_NOT_DEAD_LETTERED" | "KEY_NOT_FOUND" | "KEY_ENDED" | "LAST_ADMIN_KEY" | "KEY_NAME_TAKEN" | "DEFINITION_VERSION_TAKEN" | "DEFINITION_VERSION_STALE" | "DEFINITION_VERSION_RETIRED" | "DEFINITION_INVALID" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "TOO_MANY_REQUESTS" | "INTERNAL_ERROR" | "LEDGER_DAMAGED" | "READ_NOT_RECORDED" | "UNAVAILABLE";
            /** @description HTTP status that usually goes with it. */
            readonly status: number;
            /** @description What is wrong, in a few words. */
            readonly title: string;
            /** @description When it is answered, and what to do. */
            readonly meaning: string;
        };
        /** @description A projection and its progress. */
        readonly Projection: {
            /** @description Name of the projection. */
            readonly name: string;
            /** @description Version of its tables. */
            readonly version: number;
            /** @description Position of the last event applied; null before the first. */
            readonly position: string | null;
            /**
             * @description stopped: an event failed to apply; lastError says why.
             * @enum {string}
             */
            readonly state: "catching-up" | "live" | "stopped";
            /** @description Why it stopped; null if it did not. */
            readonly lastError: string | null;
            /** @description Events applied since its tables were empty. */
            readonly events: number;
            /** @description Positions for which there was no event; other than 0 it is a finding. */
            readonly gaps: number;
            /** @description Events a second, of the last seconds with events; 0 if there were none for 10 seconds. */
            readonly rate: number;
            /**
             * Format: date-time
             * @description When the last batch was applied.
             */
            readonly appliedAt: string | null;
            /** @description Its dead letters. */
            readonly deadLetters: number;
            /** @description Events of the ledger that are not applied yet; null if positions cannot be counted. */
            readonly lag: number | null;
            /** @description Age of the oldest of these, in seconds; 0 if there is none. */
            readonly lagSeconds: number;
            /** @description SHA-256 over its rows, with digest=true. */
            readonly digest?: string;
        };
        /** @description All projections, and the last rebuild. */
        readonly ProjectionList: {
            /** @description In the order in which they are applied. */
            readonly projections: readonly components["schemas"]["Projection"][];
            /** @description A rebuild of all projections. */
            readonly rebuild: components["schemas"]["Rebuild"] | null;
        };
        /** @description A version of a definition as it was published. */
        readonly PublishedDefinition: {
            /** @description Id of the definition. */
            readonly id: string;
            /** @description The version. */
            readonly version: number;
            /** @description SHA-256 of the document’s canonical JSON (RFC 8785). */
            readonly hash: string;
            /**
             * Format: date-time
             * @description When it was published.
             */
            readonly publishedAt: string;
            /** @description Whether no new journey may start with it. */
            readonly retired: boolean;
            readonly document: components["schemas"]["Definition"];
            /** @description What the static check warned of when it was published, and patterns that publishing would refuse now. */
            readonly warnings: readonly components["schemas"]["DefinitionWarning"][];
            /** @description How open journeys of each earlier version come over, oldest first. */
            readonly upgrades: readonly components["schemas"]["UpgradePath"][];
        };
        /** @description Whether the server can serve. */
        readonly Readiness: {
            /**
             * @description ok if it can.
             * @enum {string}
             */
            readonly status: "ok" | "error" | "shutting_down";
            /** @description Parts that work, by name. */
            readonly info: {
                readonly [key: string]: {
                    /**
                     * @description Whether the part works.
                     * @enum {string}
                     */
                    readonly status: "up" | "down";
                } & {
                    readonly [key: string]: unknown;
                };
            };
            /** @description Parts that do not work, by name. */
            readonly error: {
                readonly [key: string]: {
                    /**
                     * @description Whether the part works.
                     * @enum {string}
                     */
                    readonly status: "up" | "down";
                } & {
                    readonly [key: string]: unknown;
                };
            };
            /** @description All parts, by name. */
            readonly details: {
                readonly [key: string]: {
                    /**
                     * @description Whether the part works.
                     * @enum {string}
                     */
                    readonly status: "up" | "down";
                } & {
                    readonly [key: string]: unknown;
                };
            };
        };
        /** @description A rebuild of all projections. */
        readonly Rebuild: {
            /** @description Number of the rebuild. */
            readonly id: number;
            /** @description The projection that was named; all are rebuilt in one pass, since they depend on one another. */
            readonly projection: string;
            /** @description Why it was requested. */
            readonly reason: string;
            /**
             * @description switched: the rebuilt rows are live. mismatch: live rows differ from the ledger, nothing was switched.
             * @enum {string}
             */
            readonly status: "requested" | "building" | "switched" | "mismatch" | "cancelled" | "failed";
            /** @description Whether it is being cancelled. */
            readonly cancelling: boolean;
            /** @description Whether it is switched even if live rows differ. */
            readonly acceptMismatch: boolean;
            /** @description Position of the last event applied; null before the first. */
            readonly position: string | null;
            /** @description Events applied so far. */
            readonly events: number;
            /**
             * Format: date-time
             * @description When it was requested.
             */
            readonly requestedAt: string;
            /**
             * Format: date-time
             * @description When it started.
             */
            readonly startedAt: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            readonly finishedAt: string | null;
            /** @description Why it failed. */
            readonly error: string | null;
            /** @description By projection; null before they are compared. */
            readonly equal: {
                readonly [key: string]: boolean;
            } | null;
            /** @description By projection; null before they are compared. */
            readonly digests: {
                readonly [key: string]: components["schemas"]["ComparedDigests"];
            } | null;
            /** @description Share of the ledger that is applied, 0 to 1; null if positions cannot be counted. */
            readonly progress: number | null;
        };
        /** @description Requests a rebuild. */
        readonly RebuildRequest: {
            /**
             * @description Reason, for the audit trail.
             * @example A column was computed wrongly
             */
            readonly reason?: string | null;
            /**
             * @description Whether to switch even if live rows differ from the ledger.
             * @example true
             */
            readonly acceptMismatch?: boolean | null;
            /**
             * @description Identifies the request: sent again, it is not recorded again. The header Idempotency-Key does the same.
             * @example rebuild-17
             */
            readonly commandId?: string | null;
        };
        /** @description A journey as a data-store record. */
        readonly Record: {
            /** @description The session id. */
            readonly key: string;
            /** @description The record. */
            readonly value: {
                /** @description State that the journey is in. */
                readonly stateId: string;
                /** @description The session id. */
                readonly sessionId: string;
                /**
                 * Format: date-time
                 * @description When the journey started, business time.
                 */
                readonly createdAt: string;
                /**
                 * Format: date-time
                 * @description When its last event happened, business time.
                 */
                readonly lastUpdated: string;
                /** @description The journey’s revision + 1: send it back as an optimistic lock. */
                readonly version: number;
                /** @description Version of the definition to which the next write upgrades the journey, which is shown as it will be then. */
                readonly upgradeTo?: number;
                /**
                 * @description ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.
                 * @enum {string}
                 */
                readonly status: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                /**
                 * Format: date-time
                 * @description When the state times out, overrides and pauses included; null if it does not.
                 */
                readonly deadline: string | null;
                /** @description Whether the deadline has passed and no timeout is recorded yet: the next command records it. */
                readonly overdue: boolean;
                /** @description States that a transition would be accepted to now. */
                readonly allowedTargets: readonly string[];
                /** @description Aliases of the journey; absent if there are none. */
                readonly aliases?: readonly string[];
                /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
                readonly masked?: readonly string[];
                /** @description These three, and the properties of the journey’s context. */
                readonly metadata: {
                    /** @description Channel that the journey is on. */
                    readonly channel: string | null;
                    /** @description What started the journey. */
                    readonly initiatingSource: string | null;
                    /** @description State before stateId; null before the first transition. */
                    readonly previousState: string | null;
                } & {
                    readonly [key: string]: unknown;
                };
            };
        };
        /** @description Updates a record; the whole record may be sent back. */
        readonly RecordUpdate: {
            /**
             * @description The session id; must be that of the path.
             * @example call-4711
             */
            readonly key?: string | null;
            /** @description The record. */
            readonly value: {
                /**
                 * @description State of the journey.
                 * @example PAYMENT_COLLECTOR
                 */
                readonly stateId: string;
                /**
                 * @description The session id; must be the key.
                 * @example call-4711
                 */
                readonly sessionId?: string | null;
                /**
                 * Format: date-time
                 * @description When the record was created, RFC 3339.
                 * @example 2023-10-27T10:00:00Z
                 */
                readonly createdAt?: string | null;
                /**
                 * Format: date-time
                 * @description When this happened, RFC 3339.
                 * @example 2023-10-27T10:05:00Z
                 */
                readonly lastUpdated?: string | null;
                /**
                 * @description The version last read: an optimistic lock.
                 * @example 1
                 */
                readonly version?: number | null;
                /**
                 * @description Ignored: of a record that is sent back whole.
                 * @enum {string|null}
                 */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT" | null;
                /**
                 * Format: date-time
                 * @description Ignored: of a record that is sent back whole.
                 */
                readonly deadline?: string | null;
                /** @description Ignored: of a record that is sent back whole. */
                readonly overdue?: boolean | null;
                /**
                 * @description What platforms call the customer or the conversation. Of a new record: if the definition’s resume allows it, the open journey that has one of them is the record, unless the key has a journey. Of an update: ignored.
                 * @example [
                 *       "genesys:conv-81"
                 *     ]
                 */
                readonly aliases?: readonly string[] | null;
                /** @description Ignored: of a record that is sent back whole. */
                readonly allowedTargets?: readonly string[];
                /**
                 * @description Ignored: of a record that is sent back whole.
                 * @example 2
                 */
                readonly upgradeTo?: number | null;
                /** @description Ignored: of a record that is sent back whole. */
                readonly masked?: readonly string[];
                /** @description These, and properties of the journey’s context. */
                readonly metadata?: ({
                    /**
                     * @description Channel of the journey.
                     * @example voice
                     */
                    readonly channel?: string | null;
                    /**
                     * @description What started the journey.
                     * @example inbound_queue
                     */
                    readonly initiatingSource?: string | null;
                    /**
                     * @description The state that the journey must be in: an optimistic lock.
                     * @example INTRO_WELCOME
                     */
                    readonly previousState?: string | null;
                    /** @description This session’s own timeout of the state entered: an ISO 8601 duration, or seconds. */
                    readonly maxDuration?: (string | number) | null;
                } & {
                    readonly [key: string]: unknown;
                }) | null;
            };
        };
        /** @description Who read what. */
        readonly RecordedRead: {
            /**
             * Format: date-time
             * @description When it was read; the first time of several.
             */
            readonly at: string;
            /**
             * Format: date-time
             * @description The last time of several.
             */
            readonly until: string;
            /** @description How often: the same reads of one second are one line. */
            readonly times: number;
            /** @description Name of the key, subject of the access token, or anonymous. */
            readonly subject: string;
            /** @description Id of the key, or client of the access token; null without authentication. */
            readonly clientId: string | null;
            /** @description The call, by its operationId. */
            readonly route: string;
            /** @description The journeys that it gave. */
            readonly sessionIds: readonly string[] | null;
            /** @description Of reads that do not name one journey: which question it was, without its values. */
            readonly query: {
                /** @description SHA-256 of address and parameters. */
                readonly hash: string;
                /** @description Rows that it gave; absent of streams. */
                readonly count?: number;
            } | null;
            /** @description What the caller gave as X-Purpose. */
            readonly purpose: string | null;
            /** @description Position of the event that holds it. */
            readonly position: string;
        };
        /** @description Releases a claim. */
        readonly ReleaseRequest: {
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example desk-7-claim-1
             */
            readonly commandId?: string | null;
            /**
             * @description Who claims it: an agent, a desk. Default: the caller’s own name.
             * @example desk-7/ann
             */
            readonly claimant?: string | null;
            /**
             * @description Reason, for the timeline.
             * @example The customer did not answer
             */
            readonly note?: string | null;
        };
        /** @description A line that asks for removeAlias. */
        readonly RemoveAliasLine: {
            /**
             * @description What the line asks for.
             * @constant
             */
            readonly command: "removeAlias";
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description What a platform calls the customer or the conversation.
             * @example whatsapp:4915112345
             */
            readonly alias: string;
            /**
             * @description Reason, for the timeline.
             * @example The customer writes as well
             */
            readonly reason?: string | null;
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
        };
        /** @description Redelivers a dead letter. */
        readonly ReplayRequest: {
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example desk-7-claim-1
             */
            readonly commandId?: string | null;
            /**
             * @description Reason, for the timeline.
             * @example The desk is back
             */
            readonly reason?: string | null;
        };
        /** @description A rebuild that was requested or cancelled. */
        readonly RequestedRebuild: {
            /** @description Number of the rebuild. */
            readonly id: number;
            /** @description The projection that was named; all are rebuilt in one pass, since they depend on one another. */
            readonly projection: string;
            /** @description Why it was requested. */
            readonly reason: string;
            /**
             * @description switched: the rebuilt rows are live. mismatch: live rows differ from the ledger, nothing was switched.
             * @enum {string}
             */
            readonly status: "requested" | "building" | "switched" | "mismatch" | "cancelled" | "failed";
            /** @description Whether it is being cancelled. */
            readonly cancelling: boolean;
            /** @description Whether it is switched even if live rows differ. */
            readonly acceptMismatch: boolean;
            /** @description Position of the last event applied; null before the first. */
            readonly position: string | null;
            /** @description Events applied so far. */
            readonly events: number;
            /**
             * Format: date-time
             * @description When it was requested.
             */
            readonly requestedAt: string;
            /**
             * Format: date-time
             * @description When it started.
             */
            readonly startedAt: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            readonly finishedAt: string | null;
            /** @description Why it failed. */
            readonly error: string | null;
            /** @description By projection; null before they are compared. */
            readonly equal: {
                readonly [key: string]: boolean;
            } | null;
            /** @description By projection; null before they are compared. */
            readonly digests: {
                readonly [key: string]: components["schemas"]["ComparedDigests"];
            } | null;
            /** @description Share of the ledger that is applied, 0 to 1; null if positions cannot be counted. */
            readonly progress: number | null;
            /** @description Position of the event that records the request and its reason. */
            readonly recordedAt: string;
        };
        /** @description A dead letter whose retry was requested. */
        readonly RequestedRetry: {
            /** @description The projection. */
            readonly projection: string;
            /** @description Position of the event in the ledger. */
            readonly position: string;
            /** @description Id of the event. */
            readonly eventId: string;
            /** @description Stream of the event. */
            readonly stream: string;
            /** @description Type of the event. */
            readonly type: string;
            /** @description Why it failed the last time. */
            readonly error: string;
            /** @description How often it was tried. */
            readonly attempts: number;
            /**
             * Format: date-time
             * @description When it failed first.
             */
            readonly firstFailedAt: string;
            /**
             * Format: date-time
             * @description When it failed last.
             */
            readonly lastFailedAt: string;
            /**
             * Format: date-time
             * @description When a retry was requested; null if none is waiting.
             */
            readonly retryRequestedAt: string | null;
            /** @description Position of the event that records the request and its reason. */
            readonly recordedAt: string;
        };
        /** @description A line that asks for restart. */
        readonly RestartLine: {
            /**
             * @description What the line asks for.
             * @constant
             */
            readonly command: "restart";
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Reason, for the timeline.
             * @example Customer chose another product
             */
            readonly reason?: string | null;
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
        };
        /** @description Puts a journey back into its initial state. */
        readonly RestartRequest: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Reason, for the timeline.
             * @example Customer chose another product
             */
            readonly reason?: string | null;
        };
        /** @description A version that was retired, and who still runs it. */
        readonly RetirementReply: {
            /**
             * @description UNCHANGED: it was so already.
             * @enum {string}
             */
            readonly outcome: "CHANGED" | "UNCHANGED";
            readonly change: components["schemas"]["VersionChange"];
            /** @description The version that new journeys start with. */
            readonly current: components["schemas"]["CurrentVersion"] | null;
            /** @description The open journeys of the version; null if the read models cannot say it now. */
            readonly openJourneys: components["schemas"]["OpenJourneys"] | null;
        };
        /** @description Requests a retry of a dead letter. */
        readonly RetryRequest: {
            /**
             * @description Reason, for the audit trail.
             * @example A column was computed wrongly
             */
            readonly reason?: string | null;
            /**
             * @description Identifies the request: sent again, it is not recorded again. The header Idempotency-Key does the same.
             * @example rebuild-17
             */
            readonly commandId?: string | null;
        };
        /** @description A key that is revoked. */
        readonly RevokedKey: {
            /**
             * @description UNCHANGED: it was revoked already.
             * @enum {string}
             */
            readonly outcome: "REVOKED" | "UNCHANGED";
            readonly key: components["schemas"]["Key"];
            readonly change: components["schemas"]["KeyChange"];
        };
        /** @description In-memory journeys of one definition, on a clock of their own. */
        readonly Sandbox: {
            /** @description Its id. */
            readonly sandboxId: string;
            /** @description Definition that its journeys run. */
            readonly definitionId: string;
            /** @description Version of it. */
            readonly definitionVersion: number;
            /**
             * Format: date-time
             * @description Its clock.
             */
            readonly now: string;
            /**
             * Format: date-time
             * @description When it ends unless it is used before, by the clock of the ledger.
             */
            readonly expiresAt: string;
            /** @description Its journeys, in the order in which they started. */
            readonly journeys: readonly components["schemas"]["Journey"][];
        };
        /** @description What happened while the clock of a sandbox moved. */
        readonly SandboxClock: {
            /**
             * Format: date-time
             * @description The clock after it.
             */
            readonly now: string;
            /** @description Timeouts, in order. */
            readonly happened: readonly components["schemas"]["SandboxEntry"][];
        };
        /** @description By how much the clock of a sandbox moves. */
        readonly SandboxClockRequest: {
            /**
             * @description An ISO 8601 duration, or seconds; 10 years at most.
             * @example PT2M
             */
            readonly advance: string | number;
        };
        /** @description An event of a journey in a sandbox, or a refused command. */
        readonly SandboxEntry: {
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Type of the event; CommandRejected for a refused command. */
            readonly type: string;
            /** @description Revision of the event; null for a refused command. */
            readonly revision: number | null;
            /**
             * Format: date-time
             * @description When it happened, by the clock of the sandbox.
             */
            readonly occurredAt: string;
            /** @description State of the journey after it; null if there is no journey. */
            readonly stateId: string | null;
            /** @description Payload of the event. */
            readonly data: {
                readonly [key: string]: unknown;
            };
            /** @description Why a command was refused; null for an event. */
            readonly code: string | null;
            /** @description The same as a sentence. */
            readonly reason: string | null;
        };
        /** @description What a command did in a sandbox. */
        readonly SandboxReply: {
            /**
             * @description What the command did.
             * @enum {string}
             */
            readonly outcome: "CREATED" | "RESUMED" | "ADVANCED" | "RESTARTED" | "UNCHANGED" | "REJECTED" | "CONFLICT" | "EXPIRED" | "NOT_FOUND";
            /** @description Whether this commandId was answered before. */
            readonly replayed: boolean;
            /** @description Why it was refused; null if it was not. */
            readonly code: string | null;
            /** @description The same as a sentence. */
            readonly reason: string | null;
            /** @description Events that it appended. */
            readonly events: readonly components["schemas"]["SandboxEntry"][];
            /** @description A journey as it is now, or as it was. */
            readonly journey: components["schemas"]["Journey"] | null;
        };
        /** @description What a sandbox runs. Give either definition or definitionId. */
        readonly SandboxRequest: {
            /** @description A definition document; it need not be published. */
            readonly definition?: {
                readonly [key: string]: unknown;
            } | null;
            /**
             * @description A published definition.
             * @example CustomerJourneyState
             */
            readonly definitionId?: string | null;
            /**
             * @description Its version. Default: the current one.
             * @example 1
             */
            readonly definitionVersion?: number | null;
            /**
             * Format: date-time
             * @description Where its clock begins. Default: the ledger’s clock.
             * @example 2026-11-02T09:30:00Z
             */
            readonly start?: string | null;
        };
        /** @description What happened in a sandbox. */
        readonly SandboxTimeline: {
            /** @description In order. */
            readonly entries: readonly components["schemas"]["SandboxEntry"][];
        };
        /** @description What happened in each minute, hour, day or week. */
        readonly SeriesAnalytics: {
            /**
             * @description Length of an interval.
             * @enum {string}
             */
            readonly interval: "minute" | "hour" | "day" | "week";
            /** @description IANA time zone by whose calendar intervals begin. */
            readonly timeZone: string;
            /** @description One for each interval of the period, in order; empty ones too. */
            readonly series: readonly {
                /** @description Start of the interval, with the offset of the time zone; inclusive. */
                readonly start: string;
                /** @description End of the interval, exclusive. */
                readonly end: string;
                /** @description Journeys that began. */
                readonly started: number;
                /** @description Journeys that ended. */
                readonly ended: number;
                /** @description Of these, with this outcome. */
                readonly success: number;
                /** @description Of these, with this outcome. */
                readonly failure: number;
                /** @description Of these, with this outcome, or timed out. */
                readonly abandoned: number;
                /** @description Of these, in a final state without an outcome. */
                readonly completed: number;
                /** @description Transitions between states. */
                readonly transitions: number;
                /** @description Timeouts whose deadline passed. */
                readonly timeouts: number;
                /** @description Commands of journeys that were refused. */
                readonly refused: number;
            }[];
            /** @description The same figures of compareVersion. */
            readonly comparison?: {
                /** @description That version. */
                readonly version: number;
                /**
                 * @description Length of an interval.
                 * @enum {string}
                 */
                readonly interval: "minute" | "hour" | "day" | "week";
                /** @description IANA time zone by whose calendar intervals begin. */
                readonly timeZone: string;
                /** @description One for each interval of the period, in order; empty ones too. */
                readonly series: readonly {
                    /** @description Start of the interval, with the offset of the time zone; inclusive. */
                    readonly start: string;
                    /** @description End of the interval, exclusive. */
                    readonly end: string;
                    /** @description Journeys that began. */
                    readonly started: number;
                    /** @description Journeys that ended. */
                    readonly ended: number;
                    /** @description Of these, with this outcome. */
                    readonly success: number;
                    /** @description Of these, with this outcome. */
                    readonly failure: number;
                    /** @description Of these, with this outcome, or timed out. */
                    readonly abandoned: number;
                    /** @description Of these, in a final state without an outcome. */
                    readonly completed: number;
                    /** @description Transitions between states. */
                    readonly transitions: number;
                    /** @description Timeouts whose deadline passed. */
                    readonly timeouts: number;
                    /** @description Commands of journeys that were refused. */
                    readonly refused: number;
                }[];
            };
            /** @description One for each value of groupBy, those of the most journeys first. */
            readonly groups?: readonly {
                /** @description What its journeys have in common; null if they have no such value. */
                readonly value: unknown;
                /**
                 * @description Length of an interval.
                 * @enum {string}
                 */
                readonly interval: "minute" | "hour" | "day" | "week";
                /** @description IANA time zone by whose calendar intervals begin. */
                readonly timeZone: string;
                /** @description One for each interval of the period, in order; empty ones too. */
                readonly series: readonly {
                    /** @description Start of the interval, with the offset of the time zone; inclusive. */
                    readonly start: string;
                    /** @description End of the interval, exclusive. */
                    readonly end: string;
                    /** @description Journeys that began. */
                    readonly started: number;
                    /** @description Journeys that ended. */
                    readonly ended: number;
                    /** @description Of these, with this outcome. */
                    readonly success: number;
                    /** @description Of these, with this outcome. */
                    readonly failure: number;
                    /** @description Of these, with this outcome, or timed out. */
                    readonly abandoned: number;
                    /** @description Of these, in a final state without an outcome. */
                    readonly completed: number;
                    /** @description Transitions between states. */
                    readonly transitions: number;
                    /** @description Timeouts whose deadline passed. */
                    readonly timeouts: number;
                    /** @description Commands of journeys that were refused. */
                    readonly refused: number;
                }[];
            }[];
            /** @description Different values of groupBy; groups has groupLimit of them. */
            readonly groupsTotal?: number;
        };
        /** @description Journeys that would go otherwise in one way at one place. */
        readonly SimulationFinding: {
            /**
             * @description refused: a command would be refused. elsewhere: it would enter another state. timedOut, notTimedOut: the state would time out, or would not have by then. ending: the journey would have ended, or would not. stranded: the open journey cannot be migrated to the candidate.
             * @enum {string}
             */
            readonly change: "refused" | "elsewhere" | "timedOut" | "notTimedOut" | "ending" | "stranded";
            /** @description State that the journeys would be in, by its name in the candidate. */
            readonly stateId: string;
            /** @description Command that would be refused. */
            readonly command?: string;
            /** @description State that the journeys entered. */
            readonly target?: string;
            /** @description State that the candidate leads to. */
            readonly instead?: string;
            /** @description Event that the callers sent. */
            readonly event?: string;
            /** @description Problem code of the refusal. */
            readonly code?: string;
            /** @description Whether the baseline does it as well: then it is not the candidate’s doing. */
            readonly earlier: boolean;
            /** @description How many they are. */
            readonly journeys: number;
            /** @description What would happen to the first example, one sentence. */
            readonly reason: string;
            /** @description The first ones by their start, 5 at most. */
            readonly examples: readonly string[];
        };
        /** @description A line of a simulation. */
        readonly SimulationLine: components["schemas"]["SimulationProgressLine"] | components["schemas"]["SimulationReportLine"] | components["schemas"]["SimulationProblemLine"];
        /** @description The last line of a simulation that failed. */
        readonly SimulationProblemLine: {
            /** @description What was wrong. */
            readonly problem: {
                /** @description HTTP status that the problem has elsewhere. */
                readonly status: number;
                /**
                 * @description Problem code.
                 * @enum {string}
                 */
                readonly code: "VALIDATION_FAILED" | "UNAUTHENTICATED" | "FORBIDDEN" | "JOURNEY_NOT_FOUND" | "DEFINITION_NOT_FOUND" | "PROJECTION_NOT_FOUND" | "REBUILD_NOT_FOUND" | "DEAD_LETTER_NOT_FOUND" | "POSITION_NOT_FOUND" | "ROUTE_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "TRANSITION_NOT_ALLOWED" | "GUARD_FAILED" | "CONTEXT_INVALID" | "CONTEXT_TOO_LARGE" | "CARD_DATA_REFUSED" | "JOURNEY_IS_LIVE" | "OUT_OF_ORDER" | "MIGRATION_NEEDS_FORCE" | "IDEMPOTENCY_KEY_REUSED" | "ALIAS_TAKEN" | "TOO_MANY_ALIASES" | "JOURNEY_ENDED" | "JOURNEY_EXPIRED" | "REVISION_CONFLICT" | "SESSION_OF_ANOTHER_DEFINITION" | "STATE_NOT_FOUND" | "TIMEOUT_INVALID" | "OVERRIDE_NOT_FOUND" | "ABORTS_NOT_CONFIRMED" | "TIMEOUTS_PAUSED" | "TIMEOUTS_NOT_PAUSED" | "SANDBOX_NOT_FOUND" | "SANDBOX_FULL" | "OPERATION_NOT_FOUND" | "OPERATION_ENDED" | "ESCALATION_NOT_FOUND" | "ESCALATION_CLAIMED" | "ESCALATION_CLAIM_LOST" | "ESCALATION_NOT_CLAIMABLE" | "ESCALATION_ENDED" | "ESCALATION_NOT_DEAD_LETTERED" | "KEY_NOT_FOUND" | "KEY_ENDED" | "LAST_ADMIN_KEY" | "KEY_NAME_TAKEN" | "DEFINITION_VERSION_TAKEN" | "DEFINITION_VERSION_STALE" | "DEFINITION_VERSION_RETIRED" | "DEFINITION_INVALID" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "TOO_MANY_REQUESTS" | "INTERNAL_ERROR" | "LEDGER_DAMAGED" | "READ_NOT_RECORDED" | "UNAVAILABLE";
                /** @description What was wrong, one sentence. */
                readonly detail: string;
            };
        };
        /** @description How far the simulation is. */
        readonly SimulationProgressLine: {
            /** @description What was replayed. */
            readonly progress: {
                /** @description Journeys. */
                readonly journeys: number;
                /** @description Events. */
                readonly events: number;
                /** @description About how much there is. */
                readonly total: {
                    /** @description Journeys. */
                    readonly journeys: number;
                    /** @description Events. */
                    readonly events: number;
                };
            };
        };
        /** @description How recorded journeys would have gone under a candidate. */
        readonly SimulationReport: {
            /** @description Id of the definition. */
            readonly id: string;
            /** @description Version of the candidate; of a document without one, the version that it would get. */
            readonly version: number;
            /**
             * Format: date-time
             * @description Until when open journeys wait.
             */
            readonly at: string;
            /**
             * Format: date-time
             * @description Start of the first journeys; null: all.
             */
            readonly since: string | null;
            /** @description Of so many journeys one was replayed. */
            readonly every: number;
            /** @description Journeys that were replayed. */
            readonly journeys: number;
            /** @description Their events. */
            readonly events: number;
            /** @description Journeys that would go as they went, and can be migrated if they are open. */
            readonly same: number;
            /** @description The newest published version, which the journeys are replayed against too; null if there is no other. */
            readonly baseline: number | null;
            /** @description Journeys of which everything that would be otherwise would be so under the baseline too. */
            readonly earlier: number;
            /** @description Journeys by what would be otherwise first; one may be stranded besides. */
            readonly changes: {
                /** @description A command would be refused. */
                readonly refused: number;
                /** @description A command would enter another state. */
                readonly elsewhere: number;
                /** @description A state would time out that did not. */
                readonly timedOut: number;
                /** @description A state would not have timed out by the time that it did. */
                readonly notTimedOut: number;
                /** @description The journey would have ended, or would not. */
                readonly ending: number;
                /** @description The open journey cannot be migrated to the candidate. */
                readonly stranded: number;
            };
            /** @description Those of the candidate first, then by change, those of the most journeys first; 200 at most. */
            readonly findings: readonly components["schemas"]["SimulationFinding"][];
            /** @description How many findings are left out. */
            readonly moreFindings: number;
            /** @description Journeys by their status. */
            readonly recorded: {
                /** @description Journeys that are open. */
                readonly ACTIVE: number;
                /** @description Journeys that have ended in a final state. */
                readonly COMPLETED: number;
                /** @description Journeys that have timed out. */
                readonly TIMED_OUT: number;
            };
            /** @description Journeys by the status that they would have. */
            readonly predicted: {
                /** @description Journeys that are open. */
                readonly ACTIVE: number;
                /** @description Journeys that have ended in a final state. */
                readonly COMPLETED: number;
                /** @description Journeys that have timed out. */
                readonly TIMED_OUT: number;
                /** @description Journeys that would go otherwise: what their flows would do then is not known. */
                readonly unknown: number;
            };
            /** @description The candidate’s states, and others that journeys entered. */
            readonly funnel: readonly {
                /** @description The state, by its name in the candidate. */
                readonly stateId: string;
                /** @description Journeys that entered it. */
                readonly recorded: number;
                /** @description Journeys that would have for certain: before they go otherwise. */
                readonly predicted: number;
            }[];
        };
        /** @description The last line of a simulation. */
        readonly SimulationReportLine: {
            readonly report: components["schemas"]["SimulationReport"];
        };
        /** @description A line that asks for start. */
        readonly StartLine: {
            /**
             * @description What the line asks for.
             * @constant
             */
            readonly command: "start";
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
            /**
             * @description Definition that the journey runs.
             * @example CustomerJourneyState
             */
            readonly definitionId: string;
            /**
             * @description Version of it. Default: the current one.
             * @example 1
             */
            readonly definitionVersion?: number | null;
            /**
             * @description The caller’s own id of the customer.
             * @example customer-93
             */
            readonly customerId?: string | null;
            /**
             * @description What platforms call the customer or the conversation. If the definition’s resume allows it, the open journey that has one of them is resumed, unless the session has a journey.
             * @example [
             *       "genesys:conv-81"
             *     ]
             */
            readonly aliases?: readonly string[] | null;
            /**
             * @description Channel on which the journey starts.
             * @example voice
             */
            readonly channel?: string | null;
            /**
             * @description What started it: a queue, a campaign.
             * @example inbound_queue
             */
            readonly initiatingSource?: string | null;
            /**
             * @description Context at the start.
             * @example {
             *       "verified": false
             *     }
             */
            readonly context?: {
                readonly [key: string]: unknown;
            } | null;
        };
        /** @description Starts a journey, or resumes it if the session exists. */
        readonly StartRequest: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Key of the journey. Default: generated by the ledger.
             * @example call-4711
             */
            readonly sessionId?: string | null;
            /**
             * @description Definition that the journey runs.
             * @example CustomerJourneyState
             */
            readonly definitionId: string;
            /**
             * @description Version of it. Default: the current one.
             * @example 1
             */
            readonly definitionVersion?: number | null;
            /**
             * @description The caller’s own id of the customer.
             * @example customer-93
             */
            readonly customerId?: string | null;
            /**
             * @description What platforms call the customer or the conversation. If the definition’s resume allows it, the open journey that has one of them is resumed, unless the session has a journey.
             * @example [
             *       "genesys:conv-81"
             *     ]
             */
            readonly aliases?: readonly string[] | null;
            /**
             * @description Channel on which the journey starts.
             * @example voice
             */
            readonly channel?: string | null;
            /**
             * @description What started it: a queue, a campaign.
             * @example inbound_queue
             */
            readonly initiatingSource?: string | null;
            /**
             * @description Context at the start.
             * @example {
             *       "verified": false
             *     }
             */
            readonly context?: {
                readonly [key: string]: unknown;
            } | null;
        };
        /** @description Visits and dwell times. */
        readonly StateAnalytics: {
            /** @description One for each state. */
            readonly states: readonly {
                /** @description Definition of the journeys. */
                readonly definitionId: string;
                /** @description The state. */
                readonly state: string;
                /** @description Visits: left + open + ended. */
                readonly visits: number;
                /** @description Visits that were left. */
                readonly left: number;
                /** @description Active journeys in the state. */
                readonly open: number;
                /** @description Completed or timed-out journeys in the state. */
                readonly ended: number;
                /** @description Time in the state, of the visits that were left; null if there are none. */
                readonly dwell: {
                    /** @description Sum, milliseconds. */
                    readonly totalMs: number;
                    /** @description Mean, milliseconds. */
                    readonly meanMs: number;
                    /** @description Median, milliseconds, exact. */
                    readonly p50Ms: number;
                    /** @description 90th percentile, milliseconds, exact. */
                    readonly p90Ms: number;
                    /** @description 95th percentile, milliseconds, exact. */
                    readonly p95Ms: number;
                    /** @description 99th percentile, milliseconds, exact. */
                    readonly p99Ms: number;
                } | null;
            }[];
            /** @description The same figures of compareVersion. */
            readonly comparison?: {
                /** @description That version. */
                readonly version: number;
                /** @description One for each state. */
                readonly states: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description The state. */
                    readonly state: string;
                    /** @description Visits: left + open + ended. */
                    readonly visits: number;
                    /** @description Visits that were left. */
                    readonly left: number;
                    /** @description Active journeys in the state. */
                    readonly open: number;
                    /** @description Completed or timed-out journeys in the state. */
                    readonly ended: number;
                    /** @description Time in the state, of the visits that were left; null if there are none. */
                    readonly dwell: {
                        /** @description Sum, milliseconds. */
                        readonly totalMs: number;
                        /** @description Mean, milliseconds. */
                        readonly meanMs: number;
                        /** @description Median, milliseconds, exact. */
                        readonly p50Ms: number;
                        /** @description 90th percentile, milliseconds, exact. */
                        readonly p90Ms: number;
                        /** @description 95th percentile, milliseconds, exact. */
                        readonly p95Ms: number;
                        /** @description 99th percentile, milliseconds, exact. */
                        readonly p99Ms: number;
                    } | null;
                }[];
            };
            /** @description One for each value of groupBy, those of the most journeys first. */
            readonly groups?: readonly {
                /** @description What its journeys have in common; null if they have no such value. */
                readonly value: unknown;
                /** @description One for each state. */
                readonly states: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description The state. */
                    readonly state: string;
                    /** @description Visits: left + open + ended. */
                    readonly visits: number;
                    /** @description Visits that were left. */
                    readonly left: number;
                    /** @description Active journeys in the state. */
                    readonly open: number;
                    /** @description Completed or timed-out journeys in the state. */
                    readonly ended: number;
                    /** @description Time in the state, of the visits that were left; null if there are none. */
                    readonly dwell: {
                        /** @description Sum, milliseconds. */
                        readonly totalMs: number;
                        /** @description Mean, milliseconds. */
                        readonly meanMs: number;
                        /** @description Median, milliseconds, exact. */
                        readonly p50Ms: number;
                        /** @description 90th percentile, milliseconds, exact. */
                        readonly p90Ms: number;
                        /** @description 95th percentile, milliseconds, exact. */
                        readonly p95Ms: number;
                        /** @description 99th percentile, milliseconds, exact. */
                        readonly p99Ms: number;
                    } | null;
                }[];
            }[];
            /** @description Different values of groupBy; groups has groupLimit of them. */
            readonly groupsTotal?: number;
        };
        /** @description How many journeys are in a state. */
        readonly StateCount: {
            /** @description Id of the definition. */
            readonly definitionId: string;
            /** @description Its version. */
            readonly version: number;
            /** @description The state. */
            readonly stateId: string;
            /** @description Whether journeys end in it. */
            readonly final: boolean;
            /** @description Journeys in it. In an update, 0: none are in it any more. */
            readonly journeys: number;
            /** @description Of them, whose deadline has passed. */
            readonly overdue: number;
        };
        /** @description The timeout of one state. */
        readonly StateTimeout: {
            /** @description The definition. */
            readonly definitionId: string;
            /** @description Revision of the definition’s stream: what expectedRevision is compared with. */
            readonly revision: number;
            /** @description The changes, oldest first. */
            readonly history: readonly components["schemas"]["TimeoutChange"][];
            /** @description The state. */
            readonly stateId: string;
            /** @description Timeout of the newest version, ISO 8601 duration; null if it has none. */
            readonly ofDefinition: string | null;
            /** @description A change of timeouts, as the ledger has it. */
            readonly inForce: components["schemas"]["TimeoutChange"] | null;
        };
        /** @description A journey that is stuck. */
        readonly StuckJourney: {
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Definition that the journey runs. */
            readonly definitionId: string;
            /** @description Version of that definition. */
            readonly definitionVersion: number;
            /**
             * @description ACTIVE; COMPLETED in a final state; TIMED_OUT in ABORT_TIMEOUT.
             * @enum {string}
             */
            readonly status: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
            /** @description State that the journey is in. */
            readonly stateId: string;
            /** @description State before it; null before the first transition. */
            readonly previousStateId: string | null;
            /** @description Revision of the journey’s last event: what expectedRevision is compared with. */
            readonly revision: number;
            /**
             * Format: date-time
             * @description When the journey entered its state, business time.
             */
            readonly enteredAt: string;
            /**
             * Format: date-time
             * @description When the journey started, business time.
             */
            readonly startedAt: string;
            /**
             * Format: date-time
             * @description When its last event happened, business time.
             */
            readonly lastUpdatedAt: string;
            /**
             * Format: date-time
             * @description When the state times out, overrides and pauses included; null if it does not.
             */
            readonly deadline: string | null;
            /** @description Whether the deadline has passed and no timeout is recorded yet. */
            readonly overdue: boolean;
            /** @description Channel that the journey is on, such as voice or chat. */
            readonly channel: string | null;
            /** @description The caller’s own id of the customer. */
            readonly customerId: string | null;
            /** @description Properties that the definition’s context schema declares, defaults included. */
            readonly context: {
                readonly [key: string]: unknown;
            };
            /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
            readonly masked?: readonly string[];
            /** @description Position of the journey’s last event in the ledger: queries take it as atLeast. */
            readonly position: string;
            /** @description Every way in which it is stuck. */
            readonly stuck: readonly {
                /**
                 * @description overdue, slow or orphaned.
                 * @enum {string}
                 */
                readonly kind: "overdue" | "slow" | "orphaned";
                /** @description The same as one sentence. */
                readonly reason: string;
                /**
                 * Format: date-time
                 * @description Of overdue: the deadline that has passed.
                 */
                readonly deadline?: string;
                /** @description Of slow: milliseconds in the state. */
                readonly waitedMs?: number;
                /** @description Of slow: median of the visits that ended, milliseconds. */
                readonly medianMs?: number;
                /** @description Of slow: visits that the median is of. */
                readonly visits?: number;
                /** @description Of orphaned: the version that lacks the state. */
                readonly newestVersion?: number;
            }[];
        };
        /** @description One page of a list. */
        readonly StuckJourneyPage: {
            /** @description The rows of this page. */
            readonly journeys: readonly components["schemas"]["StuckJourney"][];
            /** @description Asks for the next page, as the query parameter cursor. Absent on the last page. */
            readonly nextCursor?: string;
        };
        /** @description Whether timeouts are paused, and when they were. */
        readonly TenantTimeouts: {
            /** @description Whether timeouts are paused. */
            readonly paused: boolean;
            /**
             * Format: date-time
             * @description Since when; null if they are not.
             */
            readonly pausedSince: string | null;
            /** @description What expectedRevision is compared with; -1 before the first pause. */
            readonly revision: number;
            /** @description Pauses and resumptions, oldest first. */
            readonly history: readonly components["schemas"]["TimeoutChange"][];
        };
        /** @description What happened to a journey, in order. */
        readonly Timeline: {
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Events, attempts and steps of escalations, in the ledger’s order. */
            readonly entries: readonly (components["schemas"]["TimelineEntry"] | {
                /** @description Type of the event; CommandRejected for a refused command, CommandUnchanged for one that changed nothing. */
                readonly type?: string;
                /** @description Its revision in the journey’s stream; null for attempts (refused commands, and such as changed nothing) and steps of escalations. */
                readonly revision?: number | null;
                /** @description The escalation that this is a step of, or that refused the command; null for what is the journey’s own. */
                readonly escalationId?: string | null;
                /** @description Its position in the ledger. */
                readonly position?: string;
                /**
                 * Format: date-time
                 * @description When it happened, business time.
                 */
                readonly occurredAt?: string;
                /**
                 * Format: date-time
                 * @description The caller’s own time, if it gave one: occurredAt, unless its clock was beyond the skew.
                 */
                readonly givenAt?: string | null;
                /**
                 * Format: date-time
                 * @description When the ledger stored it.
                 */
                readonly recordedAt?: string;
                /** @description State before; for a refused command the state that the journey was in (null if an escalation refused it). */
                readonly from?: string | null;
                /** @description State after; for a refused command the state that was asked for. */
                readonly to?: string | null;
                /** @description Milliseconds in the state that was left, business time; 0 if a caller’s clock ran backwards. Negative only if the times of an import go back (disorder=allow). */
                readonly dwellMs?: number | null;
                readonly actor?: components["schemas"]["Actor"];
                /** @description Channel of the journey at that time. */
                readonly channel?: string | null;
                /** @description The commandId of the command. */
                readonly commandId?: string | null;
                /** @description Payload of the event, as stored; for callers without personal.read without personal properties, named in its masked. */
                readonly data?: {
                    readonly [key: string]: unknown;
                };
                /** @description The guard that decided, with the inputs that it saw. */
                readonly guard?: {
                    /** @description The guard’s CEL expression. */
                    readonly expression: string;
                    /** @description The values that it read, by name. */
                    readonly inputs: {
                        readonly [key: string]: unknown;
                    };
                    /** @description Why it could not be evaluated. */
                    readonly error?: string;
                    /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
                    readonly masked?: readonly string[];
                    /** @description Inputs of a refused command’s guard that were not recorded, since they are personal data. */
                    readonly withheld?: readonly string[];
                } | null;
                /** @description Problem code of a refused command; null for all else. */
                readonly code?: string | null;
                /** @description Why the command was refused, one sentence; null for all else. */
                readonly reason?: string | null;
                /** @description Hash of the event, over its content and previousHash. */
                readonly hash?: string;
                /** @description Hash of the event before it in its stream. */
                readonly previousHash?: string | null;
            })[];
            /** @description Asks for the next page, as the query parameter cursor. Absent on the last page. */
            readonly nextCursor?: string;
        };
        /** @description An event of a journey, or an attempt: a command that was refused or changed nothing. */
        readonly TimelineEntry: {
            /** @description Type of the event; CommandRejected for a refused command, CommandUnchanged for one that changed nothing. */
            readonly type: string;
            /** @description Its revision in the journey’s stream; null for attempts (refused commands, and such as changed nothing) and steps of escalations. */
            readonly revision: number | null;
            /** @description The escalation that this is a step of, or that refused the command; null for what is the journey’s own. */
            readonly escalationId: string | null;
            /** @description Its position in the ledger. */
            readonly position: string;
            /**
             * Format: date-time
             * @description When it happened, business time.
             */
            readonly occurredAt: string;
            /**
             * Format: date-time
             * @description The caller’s own time, if it gave one: occurredAt, unless its clock was beyond the skew.
             */
            readonly givenAt: string | null;
            /**
             * Format: date-time
             * @description When the ledger stored it.
             */
            readonly recordedAt: string;
            /** @description State before; for a refused command the state that the journey was in (null if an escalation refused it). */
            readonly from: string | null;
            /** @description State after; for a refused command the state that was asked for. */
            readonly to: string | null;
            /** @description Milliseconds in the state that was left, business time; 0 if a caller’s clock ran backwards. Negative only if the times of an import go back (disorder=allow). */
            readonly dwellMs: number | null;
            readonly actor: components["schemas"]["Actor"];
            /** @description Channel of the journey at that time. */
            readonly channel: string | null;
            /** @description The commandId of the command. */
            readonly commandId: string | null;
            /** @description Payload of the event, as stored; for callers without personal.read without personal properties, named in its masked. */
            readonly data: {
                readonly [key: string]: unknown;
            };
            /** @description The guard that decided, with the inputs that it saw. */
            readonly guard: {
                /** @description The guard’s CEL expression. */
                readonly expression: string;
                /** @description The values that it read, by name. */
                readonly inputs: {
                    readonly [key: string]: unknown;
                };
                /** @description Why it could not be evaluated. */
                readonly error?: string;
                /** @description Personal properties (x-personal) that were left out, since the caller lacks the scope personal.read; absent if none was. */
                readonly masked?: readonly string[];
                /** @description Inputs of a refused command’s guard that were not recorded, since they are personal data. */
                readonly withheld?: readonly string[];
            } | null;
            /** @description Problem code of a refused command; null for all else. */
            readonly code: string | null;
            /** @description Why the command was refused, one sentence; null for all else. */
            readonly reason: string | null;
            /** @description Hash of the event, over its content and previousHash. */
            readonly hash: string;
            /** @description Hash of the event before it in its stream. */
            readonly previousHash: string | null;
        };
        /** @description Timeouts. */
        readonly TimeoutAnalytics: {
            /** @description Timeouts. */
            readonly count: number;
            /** @description Of these, how many asked for an escalation. */
            readonly escalated: number;
            /** @description Of those, how many a webhook target accepted or a claimant completed. */
            readonly answered: number;
            /** @description By state, channel and hour. */
            readonly timeouts: readonly {
                /** @description Definition of the journeys. */
                readonly definitionId: string;
                /** @description The state that timed out. */
                readonly state: string;
                /** @description Channel that the journeys were on. */
                readonly channel: string | null;
                /** @description Hour of the day in UTC at which the deadline passed. */
                readonly hour: number;
                /** @description Timeouts. */
                readonly count: number;
                /** @description Of these, how many asked for an escalation. */
                readonly escalated: number;
                /** @description Of those, how many a webhook target accepted or a claimant completed. */
                readonly answered: number;
            }[];
            /** @description The same figures of compareVersion. */
            readonly comparison?: {
                /** @description That version. */
                readonly version: number;
                /** @description Timeouts. */
                readonly count: number;
                /** @description Of these, how many asked for an escalation. */
                readonly escalated: number;
                /** @description Of those, how many a webhook target accepted or a claimant completed. */
                readonly answered: number;
                /** @description By state, channel and hour. */
                readonly timeouts: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description The state that timed out. */
                    readonly state: string;
                    /** @description Channel that the journeys were on. */
                    readonly channel: string | null;
                    /** @description Hour of the day in UTC at which the deadline passed. */
                    readonly hour: number;
                    /** @description Timeouts. */
                    readonly count: number;
                    /** @description Of these, how many asked for an escalation. */
                    readonly escalated: number;
                    /** @description Of those, how many a webhook target accepted or a claimant completed. */
                    readonly answered: number;
                }[];
            };
            /** @description One for each value of groupBy, those of the most journeys first. */
            readonly groups?: readonly {
                /** @description What its journeys have in common; null if they have no such value. */
                readonly value: unknown;
                /** @description Timeouts. */
                readonly count: number;
                /** @description Of these, how many asked for an escalation. */
                readonly escalated: number;
                /** @description Of those, how many a webhook target accepted or a claimant completed. */
                readonly answered: number;
                /** @description By state, channel and hour. */
                readonly timeouts: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description The state that timed out. */
                    readonly state: string;
                    /** @description Channel that the journeys were on. */
                    readonly channel: string | null;
                    /** @description Hour of the day in UTC at which the deadline passed. */
                    readonly hour: number;
                    /** @description Timeouts. */
                    readonly count: number;
                    /** @description Of these, how many asked for an escalation. */
                    readonly escalated: number;
                    /** @description Of those, how many a webhook target accepted or a claimant completed. */
                    readonly answered: number;
                }[];
            }[];
            /** @description Different values of groupBy; groups has groupLimit of them. */
            readonly groupsTotal?: number;
        };
        /** @description A change of timeouts, as the ledger has it. */
        readonly TimeoutChange: {
            /**
             * @description Type of the event.
             * @enum {string}
             */
            readonly type: "TimeoutOverridden" | "TimeoutOverrideRemoved" | "TimeoutsPaused" | "TimeoutsResumed";
            /** @description Its revision in the definition’s or the tenant’s stream. */
            readonly revision: number;
            /** @description Its position in the ledger. */
            readonly position: string;
            /**
             * Format: date-time
             * @description Since when it applies.
             */
            readonly occurredAt: string;
            readonly actor: components["schemas"]["Actor"];
            /** @description Reason that was given. */
            readonly reason: string;
            /** @description The state; absent for a pause, which applies to all. */
            readonly stateId?: string;
            /** @description Timeout of an override, ISO 8601 duration. */
            readonly after?: string;
            /**
             * @description new: new entrants only. waiting: waiting journeys too.
             * @enum {string}
             */
            readonly applyTo?: "new" | "waiting";
            /** @description ISO 8601 duration that is left to journeys that would time out at once. */
            readonly grace?: string;
            /** @description Of a removal: revision of the override that was removed. */
            readonly overrideRevision?: number;
            /** @description The commandId of the request. */
            readonly commandId: string | null;
        };
        /** @description A change of timeouts that was made. */
        readonly TimeoutChangeReply: {
            /**
             * @description UNCHANGED: this change was in force already.
             * @enum {string}
             */
            readonly outcome: "CHANGED" | "UNCHANGED";
            readonly change: components["schemas"]["TimeoutChange"];
            /** @description Position of the change: queries take it as atLeast. */
            readonly position: string;
        };
        /** @description The journeys that a change would affect. */
        readonly TimeoutPreview: {
            /**
             * @description Nothing was changed.
             * @constant
             */
            readonly preview: true;
            /**
             * Format: date-time
             * @description When the change would be made.
             */
            readonly at: string;
            /** @description Position up to which journeys were counted; null in an empty ledger. */
            readonly position: string | null;
            /** @description Journeys that wait in the state. */
            readonly waiting: number;
            /** @description Journeys whose deadline would change. */
            readonly moved: number;
            /** @description Of these, how many would time out at once and otherwise would not. */
            readonly abortingAtOnce: number;
            /**
             * Format: date-time
             * @description The first new deadline; null if there is none.
             */
            readonly earliest: string | null;
            /**
             * Format: date-time
             * @description The last new deadline; null if there is none.
             */
            readonly latest: string | null;
            /** @description The first journeys by their new deadline. */
            readonly sample: readonly {
                /** @description Key of the journey. */
                readonly sessionId: string;
                /**
                 * Format: date-time
                 * @description When it entered the state.
                 */
                readonly enteredAt: string;
                /**
                 * Format: date-time
                 * @description Its deadline; null if it has none.
                 */
                readonly deadline: string | null;
                /**
                 * Format: date-time
                 * @description Its deadline after the change; null if it would have none.
                 */
                readonly newDeadline: string | null;
            }[];
        };
        /** @description Why there is no token (RFC 6749, section 5.2). */
        readonly TokenError: {
            /**
             * @description What clients branch on.
             * @enum {string}
             */
            readonly error: "invalid_request" | "invalid_client" | "unauthorized_client" | "unsupported_grant_type" | "invalid_scope" | "temporarily_unavailable";
            /** @description One sentence for the developer of the client. */
            readonly error_description: string;
        };
        /** @description A login with client credentials (RFC 6749, section 4.4). */
        readonly TokenRequest: {
            /** @description client_credentials. */
            readonly grant_type: string;
            /** @description Visible id of the key, or the name of an entry of API_KEYS; or as the user of Basic. */
            readonly client_id?: string;
            /** @description The key; or as the password of Basic. */
            readonly client_secret?: string;
            /** @description Scopes that the token should have, separated by spaces. Default: all of the key. */
            readonly scope?: string;
        } & {
            readonly [key: string]: unknown;
        };
        /** @description Transitions and the time before them. */
        readonly TransitionAnalytics: {
            /** @description One for each pair of states. */
            readonly transitions: readonly {
                /** @description Definition of the journeys. */
                readonly definitionId: string;
                /** @description State that was left. */
                readonly from: string;
                /** @description State that was entered. */
                readonly to: string;
                /** @description How often. */
                readonly count: number;
                /** @description Share of all transitions from this state, 0 to 1. */
                readonly share: number;
                /** @description Mean time in the state that was left, milliseconds. */
                readonly meanMs: number;
                /** @description Median of it, milliseconds, exact. */
                readonly medianMs: number;
                /** @description 95th percentile of it, milliseconds, exact. */
                readonly p95Ms: number;
            }[];
            /** @description The same figures of compareVersion. */
            readonly comparison?: {
                /** @description That version. */
                readonly version: number;
                /** @description One for each pair of states. */
                readonly transitions: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description State that was left. */
                    readonly from: string;
                    /** @description State that was entered. */
                    readonly to: string;
                    /** @description How often. */
                    readonly count: number;
                    /** @description Share of all transitions from this state, 0 to 1. */
                    readonly share: number;
                    /** @description Mean time in the state that was left, milliseconds. */
                    readonly meanMs: number;
                    /** @description Median of it, milliseconds, exact. */
                    readonly medianMs: number;
                    /** @description 95th percentile of it, milliseconds, exact. */
                    readonly p95Ms: number;
                }[];
            };
            /** @description One for each value of groupBy, those of the most journeys first. */
            readonly groups?: readonly {
                /** @description What its journeys have in common; null if they have no such value. */
                readonly value: unknown;
                /** @description One for each pair of states. */
                readonly transitions: readonly {
                    /** @description Definition of the journeys. */
                    readonly definitionId: string;
                    /** @description State that was left. */
                    readonly from: string;
                    /** @description State that was entered. */
                    readonly to: string;
                    /** @description How often. */
                    readonly count: number;
                    /** @description Share of all transitions from this state, 0 to 1. */
                    readonly share: number;
                    /** @description Mean time in the state that was left, milliseconds. */
                    readonly meanMs: number;
                    /** @description Median of it, milliseconds, exact. */
                    readonly medianMs: number;
                    /** @description 95th percentile of it, milliseconds, exact. */
                    readonly p95Ms: number;
                }[];
            }[];
            /** @description Different values of groupBy; groups has groupLimit of them. */
            readonly groupsTotal?: number;
        };
        /** @description What a transition would do; nothing was stored. */
        readonly TransitionDryRun: {
            /**
             * @description Nothing was stored.
             * @constant
             */
            readonly dryRun: true;
            /** @description Key of the journey. */
            readonly sessionId: string;
            /** @description Revision of the journey that it was decided on. */
            readonly revision: number;
            /**
             * Format: date-time
             * @description The time that it was decided for.
             */
            readonly now: string;
            /**
             * @description What the command would be answered.
             * @enum {string}
             */
            readonly outcome: "ADVANCED" | "UNCHANGED" | "RESTARTED" | "REJECTED" | "EXPIRED" | "CONFLICT";
            /** @description Why it would be refused; null if it would not. */
            readonly code: string | null;
            /** @description The same as a sentence. */
            readonly reason: string | null;
            /** @description State that the journey would be in. */
            readonly stateId: string;
            /** @description Events that would be appended, in order. */
            readonly events: readonly {
                /** @description Type of the event. */
                readonly type: string;
                /** @description Its payload. */
                readonly data: {
                    readonly [key: string]: unknown;
                };
            }[];
        };
        /** @description A line that asks for transition. */
        readonly TransitionLine: {
            /**
             * @description What the line asks for.
             * @constant
             */
            readonly command: "transition";
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description State to enter. Give either this or event.
             * @example PAYMENT_COLLECTOR
             */
            readonly targetStateId?: string | null;
            /** @description Event that the definition declares for a transition, instead of a target. */
            readonly event?: string | null;
            /**
             * @description Merge patch (RFC 7396) of the context, applied before the guard is evaluated.
             * @example {
             *       "verified": true
             *     }
             */
            readonly context?: {
                readonly [key: string]: unknown;
            } | null;
            /**
             * @description Channel from now on.
             * @example voice
             */
            readonly channel?: string | null;
            /**
             * @description Key of the journey.
             * @example call-4711
             */
            readonly sessionId: string;
        };
        /** @description Moves a journey to a state, or by an event. */
        readonly TransitionRequest: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; at most CLOCK_SKEW_SECONDS from the ledger’s clock, unless it is imported. Default: the ledger’s clock. Deadlines do not depend on it.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Identifies the command: sent again, it gives the first reply again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last read. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description State to enter. Give either this or event.
             * @example PAYMENT_COLLECTOR
             */
            readonly targetStateId?: string | null;
            /** @description Event that the definition declares for a transition, instead of a target. */
            readonly event?: string | null;
            /**
             * @description Merge patch (RFC 7396) of the context, applied before the guard is evaluated.
             * @example {
             *       "verified": true
             *     }
             */
            readonly context?: {
                readonly [key: string]: unknown;
            } | null;
            /**
             * @description Channel from now on.
             * @example voice
             */
            readonly channel?: string | null;
        };
        /** @description How open journeys of an earlier version come over to a version. */
        readonly UpgradePath: {
            /** @description The earlier version. */
            readonly from: number;
            /**
             * @description never; resume: at the next start, ensure or command of the flow; operator: only by a migration.
             * @enum {string}
             */
            readonly when: "never" | "resume" | "operator";
            /** @description Which rule or which finding decided, a sentence or two. */
            readonly why: string;
        };
        /** @description Paths of journeys. */
        readonly VariantAnalytics: {
            /** @description Journeys that the filter selects. */
            readonly journeys: number;
            /** @description Different paths among them. */
            readonly total: number;
            /** @description The most frequent first. */
            readonly variants: readonly {
                /** @description States in the order of their visits. */
                readonly states: readonly string[];
                /** @description Journeys that went this way. */
                readonly count: number;
                /** @description Share of all journeys, 0 to 1. */
                readonly share: number;
            }[];
            /** @description The same figures of compareVersion. */
            readonly comparison?: {
                /** @description That version. */
                readonly version: number;
                /** @description Journeys that the filter selects. */
                readonly journeys: number;
                /** @description Different paths among them. */
                readonly total: number;
                /** @description The most frequent first. */
                readonly variants: readonly {
                    /** @description States in the order of their visits. */
                    readonly states: readonly string[];
                    /** @description Journeys that went this way. */
                    readonly count: number;
                    /** @description Share of all journeys, 0 to 1. */
                    readonly share: number;
                }[];
            };
            /** @description One for each value of groupBy, those of the most journeys first. */
            readonly groups?: readonly {
                /** @description What its journeys have in common; null if they have no such value. */
                readonly value: unknown;
                /** @description Journeys that the filter selects. */
                readonly journeys: number;
                /** @description Different paths among them. */
                readonly total: number;
                /** @description The most frequent first. */
                readonly variants: readonly {
                    /** @description States in the order of their visits. */
                    readonly states: readonly string[];
                    /** @description Journeys that went this way. */
                    readonly count: number;
                    /** @description Share of all journeys, 0 to 1. */
                    readonly share: number;
                }[];
            }[];
            /** @description Different values of groupBy; groups has groupLimit of them. */
            readonly groupsTotal?: number;
        };
        /** @description A change of a definition’s versions, as the ledger has it. */
        readonly VersionChange: {
            /**
             * @description Type of the event.
             * @enum {string}
             */
            readonly type: "DefinitionPublished" | "DefinitionCurrentChanged" | "DefinitionRetired" | "DefinitionUnretired";
            /** @description The version that was published, made current, retired or un-retired. */
            readonly version: number;
            /** @description Its revision in the definition’s stream. */
            readonly revision: number;
            /** @description Its position in the ledger. */
            readonly position: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly occurredAt: string;
            readonly actor: components["schemas"]["Actor"];
            /** @description Reason that was given; absent for a publication without one. */
            readonly reason?: string;
            /** @description The commandId of the request. */
            readonly commandId: string | null;
        };
        /** @description A change of a version that was made. */
        readonly VersionChangeReply: {
            /**
             * @description UNCHANGED: it was so already.
             * @enum {string}
             */
            readonly outcome: "CHANGED" | "UNCHANGED";
            readonly change: components["schemas"]["VersionChange"];
            /** @description The version that new journeys start with. */
            readonly current: components["schemas"]["CurrentVersion"] | null;
        };
        /** @description Retires or un-retires a version. */
        readonly VersionChangeRequest: {
            /**
             * @description Reason, for the audit trail.
             * @example Version 2 sends every caller to the desk
             */
            readonly reason: string;
            /**
             * @description Optimistic lock: the revision last read of the definition.
             * @example 1
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Identifies the request: sent again, it changes nothing again. The header Idempotency-Key does the same.
             * @example roll-back-1
             */
            readonly commandId?: string | null;
        };
        /** @description A machine config of XState 5. */
        readonly XStateMachine: {
            /** @description Id of the definition. */
            readonly id: string;
            /** @description Version of the definition. */
            readonly version: string;
            /** @description Title of the definition. */
            readonly description?: string;
            /** @description State in which a journey starts. */
            readonly initial: string;
            /** @description The defaults of the context. */
            readonly context?: {
                readonly [key: string]: unknown;
            };
            /** @description The states, by id. */
            readonly states: {
                readonly [key: string]: {
                    /** @description Title of the state. */
                    readonly description?: string;
                    /**
                     * @description Of a state in which a journey ends.
                     * @constant
                     */
                    readonly type?: "final";
                    /** @description Transitions by event; those by target under "to <target>". */
                    readonly on?: {
                        readonly [key: string]: readonly {
                            /** @description The state entered; absent where the event ends without a change. */
                            readonly target?: string;
                            /** @description Name of the guard: its CEL expression. */
                            readonly guard?: string;
                            /**
                             * @description Of a transition to its own state.
                             * @constant
                             */
                            readonly reenter?: true;
                            /** @description What only a definition has. */
                            readonly meta?: {
                                /** @description Members of the definition, and names with $ that belong to the mapping. */
                                readonly journey: {
                                    readonly [key: string]: unknown;
                                };
                            };
                        }[];
                    };
                    /** @description The timeout, by milliseconds. */
                    readonly after?: {
                        readonly [key: string]: {
                            /** @description The state entered; absent where the event ends without a change. */
                            readonly target?: string;
                            /** @description Name of the guard: its CEL expression. */
                            readonly guard?: string;
                            /**
                             * @description Of a transition to its own state.
                             * @constant
                             */
                            readonly reenter?: true;
                            /** @description What only a definition has. */
                            readonly meta?: {
                                /** @description Members of the definition, and names with $ that belong to the mapping. */
                                readonly journey: {
                                    readonly [key: string]: unknown;
                                };
                            };
                        };
                    };
                    /** @description What only a definition has. */
                    readonly meta?: {
                        /** @description Members of the definition, and names with $ that belong to the mapping. */
                        readonly journey: {
                            readonly [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Transitions by event; those by target under "to <target>". */
            readonly on?: {
                readonly [key: string]: readonly {
                    /** @description The state entered; absent where the event ends without a change. */
                    readonly target?: string;
                    /** @description Name of the guard: its CEL expression. */
                    readonly guard?: string;
                    /**
                     * @description Of a transition to its own state.
                     * @constant
                     */
                    readonly reenter?: true;
                    /** @description What only a definition has. */
                    readonly meta?: {
                        /** @description Members of the definition, and names with $ that belong to the mapping. */
                        readonly journey: {
                            readonly [key: string]: unknown;
                        };
                    };
                }[];
            };
            /** @description What only a definition has. */
            readonly meta?: {
                /** @description Members of the definition, and names with $ that belong to the mapping. */
                readonly journey: {
                    readonly [key: string]: unknown;
                };
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    readonly "JourneyViews.search": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description nextCursor of the page before. */
                readonly cursor?: string;
                /** @description Rows of a page, 1 to 1,000. Default: 50. */
                readonly limit?: number;
                /** @description Only journeys in this state. */
                readonly state?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only journeys of this version of their definition. */
                readonly definitionVersion?: number;
                /** @description Only journeys of this customer. */
                readonly customerId?: string;
                /** @description Only journeys that have this alias, or had it when they ended. */
                readonly alias?: string;
                /** @description Only journeys on this channel. */
                readonly channel?: string;
                /** @description Only journeys with this status. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                /** @description Only journeys of which a command was refused with this code. */
                readonly refusalCode?: string;
                /** @description Only journeys of which a command was refused after this time, business time; with refusalCode: so refused. */
                readonly refusedAfter?: string;
                /** @description Only journeys that started at or after this time, business time. */
                readonly startedFrom?: string;
                /** @description Only journeys that started before this time, business time. */
                readonly startedBefore?: string;
                /** @description Only journeys with this outcome, as analytics count them; open: still running. */
                readonly outcome?: "open" | "success" | "failure" | "abandoned" | "completed";
                /** @description Only journeys that went through exactly these states, separated by commas: those of a variant of analytics. */
                readonly path?: string;
                /** @description Only journeys that reached these states in this order, 1 to 20 separated by commas: those of a step of a funnel. */
                readonly reached?: string;
                /** @description Only journeys whose deadline has passed, or has not. */
                readonly overdue?: "true" | "false";
                /** @description Only journeys that entered their state before this time. */
                readonly enteredBefore?: string;
                /** @description Sort order; a dash before the name reverses it. Default: newest first, by deadline with overdue=true, by entry with enteredBefore. */
                readonly sort?: "startedAt" | "-startedAt" | "enteredAt" | "-enteredAt" | "lastUpdatedAt" | "-lastUpdatedAt" | "deadline" | "-deadline" | "sessionId" | "-sessionId";
                /** @description Of JSON: whether to count the journeys of all pages. Default: false. */
                readonly total?: "true" | "false";
                /** @description Only these fields of each journey, separated by commas: any of sessionId, definitionId, definitionVersion, status, stateId, previousStateId, revision, enteredAt, startedAt, lastUpdatedAt, deadline, overdue, channel, customerId, context, position. */
                readonly fields?: string;
                /** @description json, or csv with a header line. Default: what the header Accept asks for. */
                readonly format?: "json" | "csv";
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false";
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Journeys.read": {
        readonly parameters: {
            readonly query?: {
                /** @description The journey at this revision. */
                readonly asOfRevision?: number;
                /** @description The journey as the ledger knew it at this time, by the time of recording. */
                readonly asOf?: string;
                /** @description The journey as it had happened by this time, by business time. */
                readonly asOccurred?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Journeys.removeAlias": {
        readonly parameters: {
            readonly query?: {
                /** @description Reason, for the timeline. */
                readonly reason?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "JourneyViews.timeline": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description nextCursor of the page before. */
                readonly cursor?: string;
                /** @description Entries of a page, 1 to 1,000. Default: 1,000. */
                readonly limit?: number;
                /** @description Only these fields of each entry, separated by commas: any of type, revision, escalationId, position, occurredAt, givenAt, recordedAt, from, to, dwellMs, actor, channel, commandId, data, guard, code, reason, hash, previousHash. */
                readonly fields?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Considered.targets": {
        readonly parameters: {
            readonly query?: {
                /** @description The journey at this revision. Default: as it is. */
                readonly asOfRevision?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Revisions.revisions": {
        readonly parameters: {
            readonly query?: {
                /** @description The first revision. Default: 0. */
                readonly from?: number;
                /** @description Revisions of the reply, 1 to 5,000. Default: 5,000. */
                readonly limit?: number;
                /** @description Only what the ledger had recorded by this time. Default: all. */
                readonly knownAt?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Customers.journeys": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description nextCursor of the page before. */
                readonly cursor?: string;
                /** @description Rows of a page, 1 to 1,000. Default: 50. */
                readonly limit?: number;
                /** @description Only journeys with this status. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                /** @description Only these fields of each journey, separated by commas: any of sessionId, definitionId, definitionVersion, status, stateId, previousStateId, revision, enteredAt, startedAt, lastUpdatedAt, deadline, overdue, channel, customerId, context, position. */
                readonly fields?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Lookup.lookup": {
        readonly parameters: {
            readonly query: {
                /** @description A session id, alias, conversation id, customer id, escalation id, definition id, position, event id, command id or hash. */
                readonly q: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Commands.post": {
        readonly parameters: {
            readonly query?: {
                /** @description import: deadlines are computed from occurredAt and compared with it. history: so too, and states have no live deadline until a live command enters a state or sets one. Default: live. */
                readonly mode?: "live" | "import" | "history";
                /** @description Of a line that happened before its journey’s last event: refuse answers OUT_OF_ORDER. Default: refuse for history, else allow. */
                readonly disorder?: "allow" | "refuse";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Definitions.publish": {
        readonly parameters: {
            readonly query?: {
                /** @description Reason, for the audit trail. */
                readonly reason?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "DefinitionDiff.published": {
        readonly parameters: {
            readonly query: {
                /** @description The earlier version. */
                readonly from: number;
                /** @description The later version. */
                readonly to: number;
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "DefinitionDiff.candidate": {
        readonly parameters: {
            readonly query: {
                /** @description The earlier version. */
                readonly from: number;
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "DefinitionDiagram.diagram": {
        readonly parameters: {
            readonly query?: {
                /** @description Text for Mermaid, or a picture. Default: mermaid. */
                readonly format?: "mermaid" | "svg";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "DefinitionDiagram.layout": {
        readonly parameters: {
            readonly query?: {
                /** @description Hash of the version: with it, the reply may be stored for ever. */
                readonly hash?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Simulations.simulate": {
        readonly parameters: {
            readonly query?: {
                /** @description Only journeys that started at or after this time. */
                readonly since?: string;
                /** @description Replays about so many journeys, spread over their starts. Default: all. */
                readonly sample?: number;
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Deadlines.list": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description nextCursor of the page before. */
                readonly cursor?: string;
                /** @description Rows of a page, 1 to 1,000. Default: 50. */
                readonly limit?: number;
                /** @description Only deadlines at or before this time. */
                readonly dueBy?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Timeouts.override": {
        readonly parameters: {
            readonly query?: {
                /** @description true shows the affected journeys and changes nothing. */
                readonly preview?: "true" | "false";
                /** @description Position that the preview must include: it waits for the read models. */
                readonly atLeast?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Timeouts.remove": {
        readonly parameters: {
            readonly query?: {
                /** @description true shows the affected journeys and changes nothing. */
                readonly preview?: "true" | "false";
                /** @description Position that the preview must include: it waits for the read models. */
                readonly atLeast?: string;
                /** @description Reason, for the audit trail. */
                readonly reason?: string;
                /** @description Time that is left to journeys that would time out at once. Default: none; see confirmAborting. ISO 8601 duration in weeks, days, hours, minutes and seconds. */
                readonly grace?: string;
                /** @description The most journeys that may time out at once; preview=true counts them (abortingAtOnce). Default: none may. */
                readonly confirmAborting?: number;
                /** @description Revision of the override. Default: the one in force. */
                readonly overrideRevision?: number;
                /** @description Optimistic lock: the revision last read of the timeouts. */
                readonly expectedRevision?: number;
                /** @description Identifies the request: sent again, it changes nothing again. The header Idempotency-Key does the same. */
                readonly commandId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Escalations.list": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description nextCursor of the page before. */
                readonly cursor?: string;
                /** @description Rows of a page, 1 to 1,000. Default: 50. */
                readonly limit?: number;
                /** @description Only escalations with this status now. overdue: unhandled ones that were due before now. */
                readonly status?: "open" | "claimed" | "delivering" | "delivered" | "dead-lettered" | "completed" | "withdrawn" | "overdue";
                /** @description Only escalations of this kind. */
                readonly kind?: "callback" | "queue" | "webhook";
                /** @description Only this queue. */
                readonly queue?: string;
                /** @description Only this webhook target. */
                readonly target?: string;
                /** @description Only this journey. */
                readonly sessionId?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Policies.violations": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description nextCursor of the page before. */
                readonly cursor?: string;
                /** @description Rows of a page, 1 to 1,000. Default: 50. */
                readonly limit?: number;
                /** @description Only of journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only of policies with this name. */
                readonly policy?: string;
                /** @description Only of this journey. */
                readonly sessionId?: string;
                /** @description Only of journeys of this customer. */
                readonly customerId?: string;
                /** @description Only what was broken at or after this time. */
                readonly from?: string;
                /** @description Only what was broken before this time. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Operations.stuck": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description nextCursor of the page before. */
                readonly cursor?: string;
                /** @description Rows of a page, 1 to 1,000. Default: 50. */
                readonly limit?: number;
                /** @description overdue: the deadline has passed and no timeout is recorded. slow: in its state for longer than slowerThan times the median. orphaned: in a state that the newest version lacks. any: any of these. Default: any. */
                readonly reason?: "any" | "overdue" | "slow" | "orphaned";
                /** @description Of slow: times the median dwell time of the state, 1 to 1,000. Default: 3. */
                readonly slowerThan?: number;
                /** @description Only this state. */
                readonly state?: string;
                /** @description Only this definition. */
                readonly definitionId?: string;
                /** @description Only this channel. */
                readonly channel?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Operations.list": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description nextCursor of the page before. */
                readonly cursor?: string;
                /** @description Rows of a page, 1 to 1,000. Default: 50. */
                readonly limit?: number;
                /** @description Only batch operations with this status. */
                readonly status?: "SELECTING" | "RUNNING" | "PAUSED" | "CANCELLING" | "CANCELLED" | "COMPLETED";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Operations.results": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description nextCursor of the page before. */
                readonly cursor?: string;
                /** @description Rows of a page, 1 to 1,000. Default: 50. */
                readonly limit?: number;
                /** @description Only journeys with this outcome. */
                readonly outcome?: "changed" | "unchanged" | "expired" | "refused" | "moved" | "failed";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Projections.list": {
        readonly parameters: {
            readonly query?: {
                /** @description true adds the SHA-256 over the rows of each projection. */
                readonly digest?: "true" | "false";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Projections.cancel": {
        readonly parameters: {
            readonly query?: {
                /** @description Reason, for the audit trail. */
                readonly reason?: string;
                /** @description Identifies the request: sent again, it is not recorded again. The header Idempotency-Key does the same. */
                readonly commandId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Projections.deadLetters": {
        readonly parameters: {
            readonly query?: {
                /** @description Most dead letters, 1 to 1,000. Default: 100. */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Analytics.transitions": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Start of the period, inclusive; business time. */
                readonly from?: string;
                /** @description End of the period, exclusive; business time. Later than from. */
                readonly to?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Adds the same figures of another version as comparison; needs definitionId and version. */
                readonly compareVersion?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that ended in one of these states, separated by commas. */
                readonly endState?: string;
                /** @description Only journeys with one of these outcomes, separated by commas: open, success, failure, abandoned, completed. */
                readonly outcome?: string;
                /** @description Only journeys of this customer. */
                readonly customerId?: string;
                /** @description Only states that this resource entered, and journeys that it worked on: a subject, or org:resource. */
                readonly resource?: string;
                /** @description Only journeys whose context has this value: a property, =, and the value. */
                readonly context?: string;
                /** @description Adds the same figures for each endState, outcome, customerId, resource or context.<property> as groups. */
                readonly groupBy?: string;
                /** @description Most groups, 1 to 100: those with the most journeys. Default: 10. */
                readonly groupLimit?: number;
                /** @description true leaves out states that a start or a restart entered. */
                readonly excludeInitial?: "true" | "false";
                /** @description json, or csv with a header line. Default: what the header Accept asks for. */
                readonly format?: "json" | "csv";
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false";
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Analytics.states": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Start of the period, inclusive; business time. */
                readonly from?: string;
                /** @description End of the period, exclusive; business time. Later than from. */
                readonly to?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Adds the same figures of another version as comparison; needs definitionId and version. */
                readonly compareVersion?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that ended in one of these states, separated by commas. */
                readonly endState?: string;
                /** @description Only journeys with one of these outcomes, separated by commas: open, success, failure, abandoned, completed. */
                readonly outcome?: string;
                /** @description Only journeys of this customer. */
                readonly customerId?: string;
                /** @description Only states that this resource entered, and journeys that it worked on: a subject, or org:resource. */
                readonly resource?: string;
                /** @description Only journeys whose context has this value: a property, =, and the value. */
                readonly context?: string;
                /** @description Adds the same figures for each endState, outcome, customerId, resource or context.<property> as groups. */
                readonly groupBy?: string;
                /** @description Most groups, 1 to 100: those with the most journeys. Default: 10. */
                readonly groupLimit?: number;
                /** @description true leaves out states that a start or a restart entered. */
                readonly excludeInitial?: "true" | "false";
                /** @description json, or csv with a header line. Default: what the header Accept asks for. */
                readonly format?: "json" | "csv";
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false";
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Analytics.funnel": {
        readonly parameters: {
            readonly query: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Start of the period, inclusive; business time. */
                readonly from?: string;
                /** @description End of the period, exclusive; business time. Later than from. */
                readonly to?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Adds the same figures of another version as comparison; needs definitionId and version. */
                readonly compareVersion?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that ended in one of these states, separated by commas. */
                readonly endState?: string;
                /** @description Only journeys with one of these outcomes, separated by commas: open, success, failure, abandoned, completed. */
                readonly outcome?: string;
                /** @description Only journeys of this customer. */
                readonly customerId?: string;
                /** @description Only states that this resource entered, and journeys that it worked on: a subject, or org:resource. */
                readonly resource?: string;
                /** @description Only journeys whose context has this value: a property, =, and the value. */
                readonly context?: string;
                /** @description Adds the same figures for each endState, outcome, customerId, resource or context.<property> as groups. */
                readonly groupBy?: string;
                /** @description Most groups, 1 to 100: those with the most journeys. Default: 10. */
                readonly groupLimit?: number;
                /** @description true leaves out states that a start or a restart entered. */
                readonly excludeInitial?: "true" | "false";
                /** @description json, or csv with a header line. Default: what the header Accept asks for. */
                readonly format?: "json" | "csv";
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false";
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw";
                /** @description The steps of the funnel: 1 to 20 states in their order, separated by commas. */
                readonly states: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Analytics.variants": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Start of the period, inclusive; business time. */
                readonly from?: string;
                /** @description End of the period, exclusive; business time. Later than from. */
                readonly to?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Adds the same figures of another version as comparison; needs definitionId and version. */
                readonly compareVersion?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that ended in one of these states, separated by commas. */
                readonly endState?: string;
                /** @description Only journeys with one of these outcomes, separated by commas: open, success, failure, abandoned, completed. */
                readonly outcome?: string;
                /** @description Only journeys of this customer. */
                readonly customerId?: string;
                /** @description Only states that this resource entered, and journeys that it worked on: a subject, or org:resource. */
                readonly resource?: string;
                /** @description Only journeys whose context has this value: a property, =, and the value. */
                readonly context?: string;
                /** @description Adds the same figures for each endState, outcome, customerId, resource or context.<property> as groups. */
                readonly groupBy?: string;
                /** @description Most groups, 1 to 100: those with the most journeys. Default: 10. */
                readonly groupLimit?: number;
                /** @description true leaves out states that a start or a restart entered. */
                readonly excludeInitial?: "true" | "false";
                /** @description json, or csv with a header line. Default: what the header Accept asks for. */
                readonly format?: "json" | "csv";
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false";
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw";
                /** @description Most variants, 1 to 1,000. Default: 10. */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Analytics.timeouts": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Start of the period, inclusive; business time. */
                readonly from?: string;
                /** @description End of the period, exclusive; business time. Later than from. */
                readonly to?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Adds the same figures of another version as comparison; needs definitionId and version. */
                readonly compareVersion?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that ended in one of these states, separated by commas. */
                readonly endState?: string;
                /** @description Only journeys with one of these outcomes, separated by commas: open, success, failure, abandoned, completed. */
                readonly outcome?: string;
                /** @description Only journeys of this customer. */
                readonly customerId?: string;
                /** @description Only states that this resource entered, and journeys that it worked on: a subject, or org:resource. */
                readonly resource?: string;
                /** @description Only journeys whose context has this value: a property, =, and the value. */
                readonly context?: string;
                /** @description Adds the same figures for each endState, outcome, customerId, resource or context.<property> as groups. */
                readonly groupBy?: string;
                /** @description Most groups, 1 to 100: those with the most journeys. Default: 10. */
                readonly groupLimit?: number;
                /** @description true leaves out states that a start or a restart entered. */
                readonly excludeInitial?: "true" | "false";
                /** @description json, or csv with a header line. Default: what the header Accept asks for. */
                readonly format?: "json" | "csv";
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false";
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Analytics.cases": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Start of the period, inclusive; business time. */
                readonly from?: string;
                /** @description End of the period, exclusive; business time. Later than from. */
                readonly to?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Adds the same figures of another version as comparison; needs definitionId and version. */
                readonly compareVersion?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that ended in one of these states, separated by commas. */
                readonly endState?: string;
                /** @description Only journeys with one of these outcomes, separated by commas: open, success, failure, abandoned, completed. */
                readonly outcome?: string;
                /** @description Only journeys of this customer. */
                readonly customerId?: string;
                /** @description Only states that this resource entered, and journeys that it worked on: a subject, or org:resource. */
                readonly resource?: string;
                /** @description Only journeys whose context has this value: a property, =, and the value. */
                readonly context?: string;
                /** @description Adds the same figures for each endState, outcome, customerId, resource or context.<property> as groups. */
                readonly groupBy?: string;
                /** @description Most groups, 1 to 100: those with the most journeys. Default: 10. */
                readonly groupLimit?: number;
                /** @description true leaves out states that a start or a restart entered. */
                readonly excludeInitial?: "true" | "false";
                /** @description json, or csv with a header line. Default: what the header Accept asks for. */
                readonly format?: "json" | "csv";
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false";
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Analytics.series": {
        readonly parameters: {
            readonly query: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Start of the period, inclusive; business time. */
                readonly from: string;
                /** @description End of the period, exclusive; business time. Later than from. */
                readonly to: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Adds the same figures of another version as comparison; needs definitionId and version. */
                readonly compareVersion?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that ended in one of these states, separated by commas. */
                readonly endState?: string;
                /** @description Only journeys with one of these outcomes, separated by commas: open, success, failure, abandoned, completed. */
                readonly outcome?: string;
                /** @description Only journeys of this customer. */
                readonly customerId?: string;
                /** @description Only states that this resource entered, and journeys that it worked on: a subject, or org:resource. */
                readonly resource?: string;
                /** @description Only journeys whose context has this value: a property, =, and the value. */
                readonly context?: string;
                /** @description Adds the same figures for each endState, outcome, customerId, resource or context.<property> as groups. */
                readonly groupBy?: string;
                /** @description Most groups, 1 to 100: those with the most journeys. Default: 10. */
                readonly groupLimit?: number;
                /** @description true leaves out states that a start or a restart entered. */
                readonly excludeInitial?: "true" | "false";
                /** @description json, or csv with a header line. Default: what the header Accept asks for. */
                readonly format?: "json" | "csv";
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false";
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw";
                /** @description Length of an interval. Default: day. Weeks begin on Monday. */
                readonly interval?: "minute" | "hour" | "day" | "week";
                /** @description IANA time zone by whose calendar intervals begin. Default: UTC. */
                readonly timeZone?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Exports.timelineCsv": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that started at or after this time. */
                readonly from?: string;
                /** @description Only journeys that started before this time. */
                readonly to?: string;
                /** @description Only journeys that are in this state. */
                readonly state?: string;
                /** @description Only journeys with this status. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                /** @description Only this customer. */
                readonly customerId?: string;
                /** @description Only this journey. */
                readonly sessionId?: string;
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false";
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Exports.timelineParquet": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that started at or after this time. */
                readonly from?: string;
                /** @description Only journeys that started before this time. */
                readonly to?: string;
                /** @description Only journeys that are in this state. */
                readonly state?: string;
                /** @description Only journeys with this status. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                /** @description Only this customer. */
                readonly customerId?: string;
                /** @description Only this journey. */
                readonly sessionId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Exports.xesLog": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that started at or after this time. */
                readonly from?: string;
                /** @description Only journeys that started before this time. */
                readonly to?: string;
                /** @description Only journeys that are in this state. */
                readonly state?: string;
                /** @description Only journeys with this status. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                /** @description Only this customer. */
                readonly customerId?: string;
                /** @description Only this journey. */
                readonly sessionId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Exports.ocelLog": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that started at or after this time. */
                readonly from?: string;
                /** @description Only journeys that started before this time. */
                readonly to?: string;
                /** @description Only journeys that are in this state. */
                readonly state?: string;
                /** @description Only journeys with this status. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                /** @description Only this customer. */
                readonly customerId?: string;
                /** @description Only this journey. */
                readonly sessionId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Exports.cloudEvents": {
        readonly parameters: {
            readonly query?: {
                /** @description Position from a command’s reply: the answer includes at least the events up to it. */
                readonly atLeast?: string;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string;
                /** @description Only this version of the definition. */
                readonly version?: number;
                /** @description Only this channel. */
                readonly channel?: string;
                /** @description Only journeys that started at or after this time. */
                readonly from?: string;
                /** @description Only journeys that started before this time. */
                readonly to?: string;
                /** @description Only journeys that are in this state. */
                readonly state?: string;
                /** @description Only journeys with this status. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                /** @description Only this customer. */
                readonly customerId?: string;
                /** @description Only this journey. */
                readonly sessionId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Sandboxes.timeline": {
        readonly parameters: {
            readonly query?: {
                /** @description Only entries of this journey. */
                readonly sessionId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Events.stream": {
        readonly parameters: {
            readonly query?: {
                /** @description Position to begin after, or start for the whole ledger. Default: only new events. */
                readonly after?: string;
                /** @description Kinds of stream, separated by commas: journey, attempt, definition, escalation, policy, operation, tenant, alias, access. Default: journey. */
                readonly category?: string;
                /** @description Event types, separated by commas. */
                readonly type?: string;
                /** @description Only events of this session. */
                readonly sessionId?: string;
                /** @description Only events of this definition: its versions, its journeys, their attempts, aliases, policies and escalations, and batch operations over it. */
                readonly definitionId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Accesses.list": {
        readonly parameters: {
            readonly query?: {
                /** @description Only reads that gave this journey by its name. */
                readonly sessionId?: string;
                /** @description Only reads of this subject, or of the client of this id. */
                readonly subject?: string;
                /** @description Only reads by this call (operationId). */
                readonly route?: string;
                /** @description Only reads at or after this time. Default: as long as reads are kept. */
                readonly from?: string;
                /** @description Only reads before this time. Default: now. */
                readonly to?: string;
                /** @description nextCursor of the page before. */
                readonly cursor?: string;
                /** @description Rows of a page, 1 to 1,000. Default: 50. */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Keys.list": {
        readonly parameters: {
            readonly query?: {
                /** @description Tenant of the keys; only keys of the tenant default may name another. Default: the caller’s. */
                readonly tenant?: string;
                /** @description Only keys with this status. Default: all. */
                readonly status?: "active" | "rotating" | "replaced" | "expired" | "revoked";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Keys.create": {
        readonly parameters: {
            readonly query?: {
                /** @description Tenant of the keys; only keys of the tenant default may name another. Default: the caller’s. */
                readonly tenant?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Keys.read": {
        readonly parameters: {
            readonly query?: {
                /** @description Tenant of the keys; only keys of the tenant default may name another. Default: the caller’s. */
                readonly tenant?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Keys.rotate": {
        readonly parameters: {
            readonly query?: {
                /** @description Tenant of the keys; only keys of the tenant default may name another. Default: the caller’s. */
                readonly tenant?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
    readonly "Keys.revoke": {
        readonly parameters: {
            readonly query?: {
                /** @description Tenant of the keys; only keys of the tenant default may name another. Default: the caller’s. */
                readonly tenant?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: never;
    };
}
