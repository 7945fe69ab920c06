// Generated from docs/reference/openapi.json by `npm run api-types`. Do not edit.

export interface paths {
    readonly "/health/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Ask whether the process lives */
        readonly get: operations["Health.live"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Ask whether the server can serve
         * @description Answers 503 with the same shape, status error, while the ledger or a projection is down.
         */
        readonly get: operations["Health.ready"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read the server’s figures in Prometheus form */
        readonly get: operations["Metrics.read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/problems/{problem}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read what a problem’s code means */
        readonly get: operations["Problems.explain"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/projections": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * See how far each read model is
         * @description Position, lag, rate, state and last error of each projection, and the rebuild that is open or was the last. digest=true adds the SHA-256 over the rows of each, for which all of them are read.
         */
        readonly get: operations["Projections.list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/projections/{name}/rebuild": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Rebuild the read models beside the live ones
         * @description All projections are built in one pass, since they rest on one another; the live ones go on being fed and read until the new ones are switched to in one transaction. Where live rows turn out not to be what the ledger gives, nothing is switched and the rebuild ends as mismatch, with both digests; acceptMismatch=true takes what the ledger gives. Where a rebuild is open already, that one is given, and told what is accepted.
         */
        readonly post: operations["Projections.rebuild"];
        /**
         * Cancel the rebuild
         * @description What is live stays as it is, and what was built is thrown away.
         */
        readonly delete: operations["Projections.cancel"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/projections/{name}/dead-letters": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the events that a projection was led past
         * @description With PROJECTION_FAILURE=dead-letter; in the ledger’s order, as many as limit says, 100 where it is absent.
         */
        readonly get: operations["Projections.deadLetters"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/projections/{name}/dead-letters/{position}/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Offer an event to its projection again
         * @description Later events of its journey have been applied meanwhile and it belongs before them: so all rows of this one journey are made anew from its streams, in the projections concerned. Taken, it is no dead letter any more; refused again, its attempts and its error say so. Where rows are of no single journey (definitions, escalations, batch operations), and where a projection that is concerned has stopped, a rebuild is asked for instead.
         */
        readonly post: operations["Projections.retry"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Search journeys, page by page
         * @description A cursor belongs to its search and sort. Sorted by what an event changes, a journey that moves between two pages may be seen twice or missed; newest first, none is. Journeys without a deadline come behind those that have one.
         */
        readonly get: operations["JourneyViews.search"];
        readonly put?: never;
        /** Start a journey, or resume it where the session exists */
        readonly post: operations["Journeys.start"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a journey as it stands, or as it stood
         * @description Always current: the journey’s own stream is folded. asOf shows what the ledger knew at an instant, asOccurred what had happened by then, asOfRevision the journey at a revision.
         */
        readonly get: operations["Journeys.read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/transitions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Move a journey to a state, or by an event */
        readonly post: operations["Journeys.transition"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/context": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Change a journey’s context by a JSON merge patch (RFC 7396) */
        readonly patch: operations["Journeys.context"];
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/channel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Hand a journey over to another channel */
        readonly post: operations["Journeys.channel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/deadline": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Change the deadline of the state that one journey is in */
        readonly post: operations["Journeys.deadline"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/restart": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take a journey back to its initial state */
        readonly post: operations["Journeys.restart"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/move": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Put a journey into any state of its definition, by an operator’s authority */
        readonly post: operations["Journeys.move"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/migrate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Take a journey to another version of its definition */
        readonly post: operations["Journeys.migrate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/timeline": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a journey’s timeline: its events, its refused commands and the steps of its escalations, in order */
        readonly get: operations["JourneyViews.timeline"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/commands": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Post many commands, one on each line
         * @description NDJSON in, NDJSON out: one outcome for each line in order, as it comes. A line names its command (start, transition, context, channel, deadline, restart), its sessionId, and the fields of that call; a wrong line is answered and the next goes on. The body as a whole has no limit.
         */
        readonly post: operations["Commands.post"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the published definitions and their versions */
        readonly get: operations["Definitions.list"];
        readonly put?: never;
        /**
         * Publish a version of a definition, in JSON or YAML
         * @description A document without a version becomes the next one. Publishing the same document again changes nothing.
         */
        readonly post: operations["Definitions.publish"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Check a definition and publish nothing */
        readonly post: operations["Definitions.check"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the versions of one definition */
        readonly get: operations["Definitions.versions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/versions/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read one version of a definition */
        readonly get: operations["Definitions.read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/versions/{version}/diagram": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Draw one version of a definition as a Mermaid state diagram */
        readonly get: operations["Definitions.diagram"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/deadlines": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List open deadlines, earliest first */
        readonly get: operations["Deadlines.list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/timeouts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the timeouts of a definition’s states: what it says, what overrides it, and who changed what */
        readonly get: operations["Timeouts.list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/timeouts/{stateId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read the timeout of one state */
        readonly get: operations["Timeouts.read"];
        /**
         * Give a state another timeout, for new entrants or for those who wait as well
         * @description Holds at once for every command. preview=true tells whom it would hit and changes nothing. DELETE takes it back.
         */
        readonly put: operations["Timeouts.override"];
        readonly post?: never;
        /**
         * Take an override back, as if it had never been
         * @description The override before it holds again, or the definition’s timeout. reason is needed but for a preview.
         */
        readonly delete: operations["Timeouts.remove"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/timeouts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read whether the timeouts stand still, and when they did */
        readonly get: operations["Timeouts.tenant"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/timeouts/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Let no deadline elapse until the timeouts are resumed */
        readonly post: operations["Timeouts.pause"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/timeouts/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Let deadlines elapse again, each as much later as the pause held for it */
        readonly post: operations["Timeouts.resume"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/operations/stuck": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Find journeys that are stuck, and why each of them is
         * @description overdue: the deadline has passed and no time-out is recorded. slow: longer in its state than slowerThan times the median of the visits that ended there. orphaned: in a state that the newest version of its definition lacks. Who has waited longest comes first.
         */
        readonly get: operations["Operations.stuck"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/operations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List batch operations, the newest first */
        readonly get: operations["Operations.list"];
        readonly put?: never;
        /**
         * Abort, move, restart or migrate many journeys: first see what it comes to, then have it done
         * @description Without dryRun: false nothing is stored: the reply says how many journeys it is for, in which states, what would come of them, and why some would be refused. With dryRun: false it is put on record and carried out in the background, at ratePerSecond at most. With the token of the dry run it is done to the journeys that were shown; one that has moved since is left alone and counted.
         */
        readonly post: operations["Operations.request"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/operations/{operationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** See how a batch operation goes */
        readonly get: operations["Operations.read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/operations/{operationId}/journeys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * See what came of each journey of a batch operation
         * @description In the order in which they were dealt with, as the operation’s own stream has it.
         */
        readonly get: operations["Operations.results"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/operations/{operationId}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Pause a batch operation */
        readonly post: operations["Operations.pause"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/operations/{operationId}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Go on with a batch operation that is paused */
        readonly post: operations["Operations.resume"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/operations/{operationId}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Cancel a batch operation: what is done stays done */
        readonly post: operations["Operations.cancel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/escalations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List escalations, those due first
         * @description status=open is the pull queue: what waits to be claimed, claims that have run out included. Those without a due time come last.
         */
        readonly get: operations["Escalations.list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/escalations/{escalationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an escalation and its history */
        readonly get: operations["Escalations.read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/escalations/{escalationId}/claim": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take an escalation for a while
         * @description One desk has it until its lease runs out, and renews it in time where it needs longer. Then it is open again.
         */
        readonly post: operations["Escalations.claim"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/escalations/{escalationId}/release": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Give an escalation back */
        readonly post: operations["Escalations.release"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/escalations/{escalationId}/complete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say that an escalation was looked after
         * @description By who has claimed it. What a webhook delivers needs no claim, and is sent no more once it is completed.
         */
        readonly post: operations["Escalations.complete"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/escalations/{escalationId}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Deliver a dead letter anew
         * @description Under the same id, so that a target which took it after all does nothing twice.
         */
        readonly post: operations["Escalations.replay"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/analytics/transitions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Count how often a state directly followed another, and the time between
         * @description Moves that happened between from and to. Percentiles are exact, by linear interpolation between the two nearest values.
         */
        readonly get: operations["Analytics.transitions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/analytics/states": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Count visits of states, who stands there now, and the time in the state
         * @description Visits that began between from and to; a visit has left, is open, or ended its journey. Percentiles are exact, by linear interpolation between the two nearest values.
         */
        readonly get: operations["Analytics.states"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/analytics/funnel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * See how many journeys got from state to state
         * @description Journeys that began between from and to. A journey reaches a step where the states up to it occur in its way in that order, others between them allowed; who still runs may get there yet, and is kept apart from who ended without. Percentiles are exact, by linear interpolation between the two nearest values.
         */
        readonly get: operations["Analytics.funnel"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/analytics/variants": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * See which ways journeys went, the most frequent first
         * @description Journeys that began between from and to, by the states that they visited so far.
         */
        readonly get: operations["Analytics.variants"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/analytics/timeouts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Count timeouts by state, channel and hour of the day
         * @description Timeouts whose deadline passed between from and to; the hour is that of the deadline, in UTC. escalated counts those that asked for an escalation, answered those of them that a webhook’s target took or a desk completed.
         */
        readonly get: operations["Analytics.timeouts"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow the ledger’s events as server-sent events
         * @description The id of an event is its position: a reader that comes back with Last-Event-ID misses nothing and gets nothing twice. Comments keep the connection while nothing happens.
         */
        readonly get: operations["Events.stream"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exports/timeline.csv": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Export timelines as CSV
         * @description One line for each event and each refused attempt. A text that a spreadsheet would take for a formula has an apostrophe put before it. Streamed, however long it is, from the read models as they are when the request comes in: what is projected later is left out. Journeys stand in the order of their start, each whole and in the ledger’s order. An export that breaks off ends its connection without the last chunk.
         */
        readonly get: operations["Exports.timelineCsv"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exports/timeline.parquet": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Export timelines as Parquet
         * @description The columns of timeline.csv; instants are timestamps in milliseconds, UTC. Streamed, however long it is, from the read models as they are when the request comes in: what is projected later is left out. Journeys stand in the order of their start, each whole and in the ledger’s order. An export that breaks off ends its connection without the last chunk.
         */
        readonly get: operations["Exports.timelineParquet"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exports/log.xes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Export an event log as XES (IEEE 1849-2016)
         * @description A trace for each journey and an event for each state that it entered, whose concept:name is that state. What moves nothing is left out. Streamed, however long it is, from the read models as they are when the request comes in: what is projected later is left out. Journeys stand in the order of their start, each whole and in the ledger’s order. An export that breaks off ends its connection without the last chunk.
         */
        readonly get: operations["Exports.xesLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exports/log.ocel.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Export an object-centric event log as OCEL 2.0
         * @description Objects are sessions, customers, conversations and definitions. An event’s type is the state that it entered, else its type in the ledger. Streamed, however long it is, from the read models as they are when the request comes in: what is projected later is left out. Journeys stand in the order of their start, each whole and in the ledger’s order. An export that breaks off ends its connection without the last chunk.
         */
        readonly get: operations["Exports.ocelLog"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/exports/events.cloudevents.ndjson": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Export events as CloudEvents 1.0, one on each line
         * @description Every event and refused attempt; id is its position, subject the session, time its occurredAt. Streamed, however long it is, from the read models as they are when the request comes in: what is projected later is left out. Journeys stand in the order of their start, each whole and in the ledger’s order. An export that breaks off ends its connection without the last chunk.
         */
        readonly get: operations["Exports.cloudEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/datastores/{datastoreId}/records/{sessionId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a journey as a data-store record */
        readonly get: operations["Records.read"];
        /**
         * Update a record: move the journey by a validated transition
         * @description The lock is whichever is given: If-Match, value.version, metadata.previousState. metadata.maxDuration is this session’s own timeout for the state entered (P1M is a calendar month); what else metadata holds goes to the context.
         */
        readonly put: operations["Records.update"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/datastores/{datastoreId}/records": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Create a record: start a journey in its initial state
         * @description Sent again, the record as it stands comes back and nothing is reset. Given times are business times.
         */
        readonly post: operations["Records.create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/flow/ensure": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Start a journey, or resume it
         * @description Flat in, flat out: fields that begin with ctx_ are context properties. 200 for every domain outcome, at most 8 KB; omitted names what did not fit.
         */
        readonly post: operations["Flow.ensure"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/flow/transition": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Move a journey
         * @description Flat in, flat out: fields that begin with ctx_ are context properties. 200 for every domain outcome, at most 8 KB; omitted names what did not fit.
         */
        readonly post: operations["Flow.transition"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/flow/context": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Change a journey’s context
         * @description Flat in, flat out: fields that begin with ctx_ are context properties. 200 for every domain outcome, at most 8 KB; omitted names what did not fit.
         */
        readonly post: operations["Flow.context"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/flow/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask how a journey stands
         * @description Flat in, flat out: fields that begin with ctx_ are context properties. 200 for every domain outcome, at most 8 KB; omitted names what did not fit.
         */
        readonly post: operations["Flow.status"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly RebuildBody: {
            /** @description Whether to switch even where live rows differ from what the ledger gives. */
            readonly acceptMismatch?: boolean | null;
        };
        readonly StartBody: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; the ledger’s clock where absent. Decides nothing about deadlines.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Makes a repeat recognisable: the first reply is given again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Key of the journey; made up by the ledger where absent.
             * @example call-4711
             */
            readonly sessionId?: string | null;
            /**
             * @description Definition that the journey runs.
             * @example CustomerJourneyState
             */
            readonly definitionId: string;
            /**
             * @description The newest published version where absent.
             * @example 1
             */
            readonly definitionVersion?: number | null;
            /**
             * @description Customer, as the caller knows them.
             * @example customer-93
             */
            readonly customerId?: string | null;
            /**
             * @description Channel on which the journey begins.
             * @example voice
             */
            readonly channel?: string | null;
            /**
             * @description What began it: a queue, a campaign.
             * @example inbound_queue
             */
            readonly initiatingSource?: string | null;
            /**
             * @description Context to begin with.
             * @example {
             *       "verified": false
             *     }
             */
            readonly context?: {
                readonly [key: string]: unknown;
            } | null;
        };
        readonly TransitionBody: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; the ledger’s clock where absent. Decides nothing about deadlines.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Makes a repeat recognisable: the first reply is given again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last seen. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description State to enter. Give either this or event.
             * @example PAYMENT_COLLECTOR
             */
            readonly targetStateId?: string | null;
            /** @description Trigger that the definition declares, in place of a target. */
            readonly event?: string | null;
            /**
             * @description Merge patch (RFC 7396) on the context, applied before the guard is evaluated.
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
        readonly ChannelBody: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; the ledger’s clock where absent. Decides nothing about deadlines.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Makes a repeat recognisable: the first reply is given again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last seen. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Channel that takes over.
             * @example chat
             */
            readonly channel: string;
            /**
             * @description The platform’s conversation on that channel.
             * @example conv-81
             */
            readonly conversationId?: string | null;
        };
        readonly DeadlineBody: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; the ledger’s clock where absent. Decides nothing about deadlines.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Makes a repeat recognisable: the first reply is given again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last seen. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * Format: date-time
             * @description When the present state times out, RFC 3339; null for no deadline.
             * @example 2026-11-02T10:00:00Z
             */
            readonly deadline: string | null;
            /**
             * @description Why, for the timeline.
             * @example Customer asked for more time
             */
            readonly reason?: string | null;
        };
        readonly RestartBody: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; the ledger’s clock where absent. Decides nothing about deadlines.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Makes a repeat recognisable: the first reply is given again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last seen. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Why, for the timeline.
             * @example Customer chose another product
             */
            readonly reason?: string | null;
        };
        readonly MoveBody: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; the ledger’s clock where absent. Decides nothing about deadlines.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Makes a repeat recognisable: the first reply is given again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last seen. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Any state of the journey’s definition; ABORT_TIMEOUT aborts the journey.
             * @example AGENT_ESCALATION
             */
            readonly targetStateId: string;
            /**
             * @description Why, for the audit trail.
             * @example The payment provider is down
             */
            readonly reason: string;
        };
        readonly MigrateBody: {
            /**
             * Format: date-time
             * @description Business time of the command, RFC 3339; the ledger’s clock where absent. Decides nothing about deadlines.
             * @example 2026-11-02T09:30:00Z
             */
            readonly occurredAt?: string | null;
            /**
             * @description Makes a repeat recognisable: the first reply is given again. The header Idempotency-Key does the same.
             * @example call-4711-step-2
             */
            readonly commandId?: string | null;
            /**
             * @description Optimistic lock: the revision last seen. The header If-Match does the same.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Published version of the journey’s definition to go on by.
             * @example 2
             */
            readonly toVersion: number;
            /**
             * @description What states are called under that version, where they are called something else.
             * @example {
             *       "IDENTIFY": "VERIFY"
             *     }
             */
            readonly stateMap?: {
                readonly [key: string]: unknown;
            } | null;
            /** @description Context properties that the version asks for. */
            readonly set?: {
                readonly [key: string]: unknown;
            } | null;
            /**
             * @description Why, for the audit trail.
             * @example Version 1 is being retired
             */
            readonly reason: string;
        };
        readonly OverrideBody: {
            /**
             * @description The timeout that the state gets. ISO 8601 duration in weeks, days, hours, minutes and seconds.
             * @example PT30M
             */
            readonly after: string;
            /**
             * @description For those who enter the state from now on, or for those who wait in it as well.
             * @example waiting
             * @enum {string}
             */
            readonly applyTo: "new" | "waiting";
            /**
             * @description What is left to those who would time out at once, from now on; they time out at once where absent. ISO 8601 duration in weeks, days, hours, minutes and seconds.
             * @example PT2M
             */
            readonly grace?: string | null;
            /**
             * @description Why, for the audit trail.
             * @example The payment provider is slow today
             */
            readonly reason: string;
            /**
             * @description Optimistic lock: the revision that the timeouts were read at.
             * @example 0
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Makes a repeat of this call harmless. The header Idempotency-Key does the same.
             * @example slow-provider-1
             */
            readonly commandId?: string | null;
        };
        readonly PauseBody: {
            /**
             * @description Why, for the audit trail.
             * @example Maintenance of the telephone system
             */
            readonly reason: string;
            /**
             * @description Optimistic lock: the revision that the timeouts were read at.
             * @example 3
             */
            readonly expectedRevision?: number | null;
            /**
             * @description Makes a repeat of this call harmless. The header Idempotency-Key does the same.
             * @example maintenance-17
             */
            readonly commandId?: string | null;
        };
        readonly OperationBody: {
            /**
             * @description What is to be done to each journey.
             * @example move
             * @enum {string}
             */
            readonly kind: "abort" | "move" | "restart" | "migrate";
            /**
             * @description Which journeys, by state, definitionId, customerId, channel, status, overdue, enteredBefore, stuck and slowerThan: those that meet every one given. Only journeys that are stuck: overdue, slow (longer in its state than slowerThan times the median), orphaned (in a state that the newest version lacks), or any of these.
             * @example {
             *       "state": "PAYMENT_COLLECTOR",
             *       "stuck": "any"
             *     }
             */
            readonly filter: {
                readonly [key: string]: unknown;
            };
            /**
             * @description Of move: stateId. Of migrate: version, stateMap, set. Of the others nothing.
             * @example {
             *       "stateId": "AGENT_ESCALATION"
             *     }
             */
            readonly target?: {
                readonly [key: string]: unknown;
            } | null;
            /**
             * @description Why, for the audit trail of every journey.
             * @example The payment provider is down
             */
            readonly reason: string;
            /**
             * @description Most journeys a second; 100 where absent.
             * @example 50
             */
            readonly ratePerSecond?: number | null;
            /**
             * @description False to have it done; where absent or true, what it would come to is shown and nothing is stored.
             * @example true
             */
            readonly dryRun?: boolean | null;
            /** @description Of the dry run: it is done to the journeys that were shown, less those that moved since. */
            readonly token?: string | null;
            /** @description Makes a repeat recognisable, as the header Idempotency-Key does. */
            readonly commandId?: string | null;
        };
        readonly OperationStepBody: {
            /**
             * @description Why, for the audit trail.
             * @example Peak hour
             */
            readonly reason?: string | null;
        };
        readonly ClaimBody: {
            /**
             * @description Makes a repeat recognisable. The header Idempotency-Key does the same.
             * @example desk-7-claim-1
             */
            readonly commandId?: string | null;
            /**
             * @description Who takes it, such as an agent or a desk; the caller’s own name where absent.
             * @example desk-7/ann
             */
            readonly claimant?: string | null;
            /**
             * @description Seconds until others may claim it; 300 where absent.
             * @example 300
             */
            readonly leaseSeconds?: number | null;
            /** @description Whether the claimant holds it already and wants it for longer. */
            readonly renew?: boolean | null;
        };
        readonly ReleaseBody: {
            /**
             * @description Makes a repeat recognisable. The header Idempotency-Key does the same.
             * @example desk-7-claim-1
             */
            readonly commandId?: string | null;
            /**
             * @description Who takes it, such as an agent or a desk; the caller’s own name where absent.
             * @example desk-7/ann
             */
            readonly claimant?: string | null;
            /**
             * @description Why, for the timeline.
             * @example Nobody answered
             */
            readonly note?: string | null;
        };
        readonly CompleteBody: {
            /**
             * @description Makes a repeat recognisable. The header Idempotency-Key does the same.
             * @example desk-7-claim-1
             */
            readonly commandId?: string | null;
            /**
             * @description Who takes it, such as an agent or a desk; the caller’s own name where absent.
             * @example desk-7/ann
             */
            readonly claimant?: string | null;
            /**
             * @description What came of it, for the timeline.
             * @example Called back, paid
             */
            readonly outcome?: string | null;
        };
        readonly ReplayBody: {
            /**
             * @description Makes a repeat recognisable. The header Idempotency-Key does the same.
             * @example desk-7-claim-1
             */
            readonly commandId?: string | null;
            /**
             * @description Why, for the timeline.
             * @example The desk is back
             */
            readonly reason?: string | null;
        };
        readonly Escalation: {
            readonly escalationId: string;
            /** @enum {string} */
            readonly status: "open" | "claimed" | "delivering" | "delivered" | "dead-lettered" | "completed";
            /** @enum {string} */
            readonly kind: "callback" | "queue" | "webhook";
            readonly queue: string | null;
            readonly target: string | null;
            readonly escalation: string;
            /** @enum {string} */
            readonly reason: "timeout" | "entry";
            readonly sessionId: string;
            readonly definitionId: string;
            readonly definitionVersion: number;
            readonly stateId: string;
            readonly currentStateId: string;
            readonly customerId: string | null;
            readonly channel: string | null;
            readonly journeyRevision: number;
            readonly journeyEventId: string;
            /** Format: date-time */
            readonly triggeredAt: string;
            /** Format: date-time */
            readonly requestedAt: string;
            /** Format: date-time */
            readonly dueBy: string | null;
            readonly claim: {
                readonly claimant: string;
                /** Format: date-time */
                readonly at: string;
                /** Format: date-time */
                readonly until: string;
            } | null;
            readonly delivery: {
                readonly target: string;
                readonly attempts: number;
                readonly attemptsInRound: number;
                /** Format: date-time */
                readonly since: string;
                /** Format: date-time */
                readonly nextAttemptAt: string | null;
                readonly lastFailure: {
                    readonly code: string;
                    readonly status?: number;
                    readonly detail: string;
                } | null;
                /** Format: date-time */
                readonly deliveredAt: string | null;
            } | null;
            readonly completion: {
                readonly claimant: string;
                /** Format: date-time */
                readonly at: string;
                readonly outcome: string | null;
            } | null;
            /** Format: date-time */
            readonly updatedAt: string;
            readonly revision: number;
            readonly position: string;
        };
        readonly EscalationPage: {
            readonly escalations: readonly components["schemas"]["Escalation"][];
            readonly nextCursor?: string;
        };
        readonly EscalationDetails: {
            readonly escalationId: string;
            /** @enum {string} */
            readonly status: "open" | "claimed" | "delivering" | "delivered" | "dead-lettered" | "completed";
            /** @enum {string} */
            readonly kind: "callback" | "queue" | "webhook";
            readonly queue: string | null;
            readonly target: string | null;
            readonly escalation: string;
            /** @enum {string} */
            readonly reason: "timeout" | "entry";
            readonly sessionId: string;
            readonly definitionId: string;
            readonly definitionVersion: number;
            readonly stateId: string;
            readonly currentStateId: string;
            readonly customerId: string | null;
            readonly channel: string | null;
            readonly journeyRevision: number;
            readonly journeyEventId: string;
            /** Format: date-time */
            readonly triggeredAt: string;
            /** Format: date-time */
            readonly requestedAt: string;
            /** Format: date-time */
            readonly dueBy: string | null;
            readonly claim: {
                readonly claimant: string;
                /** Format: date-time */
                readonly at: string;
                /** Format: date-time */
                readonly until: string;
            } | null;
            readonly delivery: {
                readonly target: string;
                readonly attempts: number;
                readonly attemptsInRound: number;
                /** Format: date-time */
                readonly since: string;
                /** Format: date-time */
                readonly nextAttemptAt: string | null;
                readonly lastFailure: {
                    readonly code: string;
                    readonly status?: number;
                    readonly detail: string;
                } | null;
                /** Format: date-time */
                readonly deliveredAt: string | null;
            } | null;
            readonly completion: {
                readonly claimant: string;
                /** Format: date-time */
                readonly at: string;
                readonly outcome: string | null;
            } | null;
            /** Format: date-time */
            readonly updatedAt: string;
            readonly revision: number;
            readonly position: string;
            readonly history: readonly {
                readonly type: string;
                readonly revision: number;
                readonly position: string;
                /** Format: date-time */
                readonly occurredAt: string;
                /** Format: date-time */
                readonly recordedAt: string;
                readonly actor: {
                    readonly subject: string;
                    readonly clientId?: string;
                    readonly kind: string;
                };
                readonly commandId: string | null;
                readonly data: {
                    readonly [key: string]: unknown;
                };
                readonly hash: string;
            }[];
        };
        readonly EscalationResult: {
            readonly escalationId: string;
            /** @enum {string} */
            readonly status: "open" | "claimed" | "delivering" | "delivered" | "dead-lettered" | "completed";
            /** @enum {string} */
            readonly kind: "callback" | "queue" | "webhook";
            readonly queue: string | null;
            readonly target: string | null;
            readonly escalation: string;
            /** @enum {string} */
            readonly reason: "timeout" | "entry";
            readonly sessionId: string;
            readonly definitionId: string;
            readonly definitionVersion: number;
            readonly stateId: string;
            readonly currentStateId: string;
            readonly customerId: string | null;
            readonly channel: string | null;
            readonly journeyRevision: number;
            readonly journeyEventId: string;
            /** Format: date-time */
            readonly triggeredAt: string;
            /** Format: date-time */
            readonly requestedAt: string;
            /** Format: date-time */
            readonly dueBy: string | null;
            readonly claim: {
                readonly claimant: string;
                /** Format: date-time */
                readonly at: string;
                /** Format: date-time */
                readonly until: string;
            } | null;
            readonly delivery: {
                readonly target: string;
                readonly attempts: number;
                readonly attemptsInRound: number;
                /** Format: date-time */
                readonly since: string;
                /** Format: date-time */
                readonly nextAttemptAt: string | null;
                readonly lastFailure: {
                    readonly code: string;
                    readonly status?: number;
                    readonly detail: string;
                } | null;
                /** Format: date-time */
                readonly deliveredAt: string | null;
            } | null;
            readonly completion: {
                readonly claimant: string;
                /** Format: date-time */
                readonly at: string;
                readonly outcome: string | null;
            } | null;
            /** Format: date-time */
            readonly updatedAt: string;
            readonly revision: number;
            readonly position: string;
            /** @enum {string} */
            readonly outcome: "ADVANCED" | "UNCHANGED";
            readonly replayed: boolean;
        };
        readonly Operation: {
            readonly operationId: string;
            /** @enum {string} */
            readonly kind: "abort" | "move" | "restart" | "migrate";
            readonly filter: {
                readonly [key: string]: unknown;
            };
            readonly target: {
                readonly stateId?: string;
                readonly version?: number;
                readonly stateMap?: {
                    readonly [key: string]: unknown;
                };
                readonly set?: {
                    readonly [key: string]: unknown;
                };
            } | null;
            readonly reason: string;
            readonly ratePerSecond: number;
            readonly requestedBy: {
                readonly subject: string;
                readonly clientId?: string;
            };
            /** @enum {string} */
            readonly status: "SELECTING" | "RUNNING" | "PAUSED" | "CANCELLING" | "CANCELLED" | "COMPLETED";
            readonly asOf: {
                readonly position: string;
                /** Format: date-time */
                readonly at: string;
            };
            /** Format: date-time */
            readonly requestedAt: string;
            readonly startedAt: string | null;
            /** Format: date-time */
            readonly updatedAt: string;
            readonly endedAt: string | null;
            readonly shown: number | null;
            readonly selected: number;
            readonly done: number;
            readonly progress: number | null;
            readonly rate: number | null;
            readonly eta: string | null;
            readonly counts: {
                readonly changed: number;
                readonly unchanged: number;
                readonly expired: number;
                readonly refused: number;
                readonly moved: number;
                readonly failed: number;
            };
            readonly codes: {
                readonly [key: string]: number;
            };
            readonly revision: number;
            readonly position: string;
        };
        readonly OperationPage: {
            readonly operations: readonly components["schemas"]["Operation"][];
            readonly nextCursor?: string;
        };
        readonly OperationDryRun: {
            /** @constant */
            readonly dryRun: true;
            readonly journeys: number;
            readonly byState: readonly {
                readonly definitionId: string;
                readonly stateId: string;
                readonly journeys: number;
            }[];
            readonly outcomes: {
                readonly changed?: number;
                readonly unchanged?: number;
                readonly expired?: number;
                readonly refused?: number;
                readonly moved?: number;
                readonly failed?: number;
            };
            readonly refusals: readonly {
                readonly code: string;
                readonly journeys: number;
                readonly example: string;
            }[];
            readonly sample: readonly {
                readonly sessionId: string;
                readonly definitionId: string;
                readonly definitionVersion: number;
                readonly stateId: string;
                /** Format: date-time */
                readonly enteredAt: string;
                readonly revision: number;
                /** @enum {string} */
                readonly outcome: "changed" | "unchanged" | "expired" | "refused" | "moved" | "failed";
                readonly code?: string;
                readonly reason?: string;
            }[];
            readonly position: string;
            readonly token: string;
            readonly target?: {
                readonly stateId?: string;
                readonly version?: number;
                readonly stateMap?: {
                    readonly [key: string]: unknown;
                };
                readonly set?: {
                    readonly [key: string]: unknown;
                };
            };
        };
        readonly OperationResultPage: {
            readonly journeys: readonly {
                readonly sessionId: string;
                /** @enum {string} */
                readonly outcome: "changed" | "unchanged" | "expired" | "refused" | "moved" | "failed";
                readonly revision?: number;
                readonly code?: string;
                readonly reason?: string;
            }[];
            readonly nextCursor?: string;
        };
        readonly StuckJourneyPage: {
            readonly journeys: readonly (components["schemas"]["JourneyRow"] & {
                readonly stuck: readonly {
                    /** @enum {string} */
                    readonly kind: "overdue" | "slow" | "orphaned";
                    readonly reason: string;
                    /** Format: date-time */
                    readonly deadline?: string;
                    readonly waitedMs?: number;
                    readonly medianMs?: number;
                    readonly visits?: number;
                    readonly newestVersion?: number;
                }[];
            })[];
            readonly nextCursor?: string;
        };
        readonly DefinitionTimeouts: {
            readonly definitionId: string;
            readonly revision: number;
            readonly states: readonly {
                readonly stateId: string;
                readonly ofDefinition: string | null;
                readonly inForce: {
                    /** @enum {string} */
                    readonly type: "TimeoutOverridden" | "TimeoutOverrideRemoved" | "TimeoutsPaused" | "TimeoutsResumed";
                    readonly revision: number;
                    readonly position: string;
                    /** Format: date-time */
                    readonly occurredAt: string;
                    readonly reason: string;
                    readonly commandId: string | null;
                    readonly actor: {
                        readonly subject: string;
                        readonly clientId?: string;
                        readonly kind: string;
                    };
                    readonly stateId?: string;
                    readonly after?: string;
                    /** @enum {string} */
                    readonly applyTo?: "new" | "waiting";
                    readonly grace?: string;
                    readonly overrideRevision?: number;
                } | null;
            }[];
            readonly history: readonly {
                /** @enum {string} */
                readonly type: "TimeoutOverridden" | "TimeoutOverrideRemoved" | "TimeoutsPaused" | "TimeoutsResumed";
                readonly revision: number;
                readonly position: string;
                /** Format: date-time */
                readonly occurredAt: string;
                readonly reason: string;
                readonly commandId: string | null;
                readonly actor: {
                    readonly subject: string;
                    readonly clientId?: string;
                    readonly kind: string;
                };
                readonly stateId?: string;
                readonly after?: string;
                /** @enum {string} */
                readonly applyTo?: "new" | "waiting";
                readonly grace?: string;
                readonly overrideRevision?: number;
            }[];
        };
        readonly StateTimeout: {
            readonly definitionId: string;
            readonly revision: number;
            readonly stateId: string;
            readonly ofDefinition: string | null;
            readonly inForce: {
                /** @enum {string} */
                readonly type: "TimeoutOverridden" | "TimeoutOverrideRemoved" | "TimeoutsPaused" | "TimeoutsResumed";
                readonly revision: number;
                readonly position: string;
                /** Format: date-time */
                readonly occurredAt: string;
                readonly reason: string;
                readonly commandId: string | null;
                readonly actor: {
                    readonly subject: string;
                    readonly clientId?: string;
                    readonly kind: string;
                };
                readonly stateId?: string;
                readonly after?: string;
                /** @enum {string} */
                readonly applyTo?: "new" | "waiting";
                readonly grace?: string;
                readonly overrideRevision?: number;
            } | null;
            readonly history: readonly {
                /** @enum {string} */
                readonly type: "TimeoutOverridden" | "TimeoutOverrideRemoved" | "TimeoutsPaused" | "TimeoutsResumed";
                readonly revision: number;
                readonly position: string;
                /** Format: date-time */
                readonly occurredAt: string;
                readonly reason: string;
                readonly commandId: string | null;
                readonly actor: {
                    readonly subject: string;
                    readonly clientId?: string;
                    readonly kind: string;
                };
                readonly stateId?: string;
                readonly after?: string;
                /** @enum {string} */
                readonly applyTo?: "new" | "waiting";
                readonly grace?: string;
                readonly overrideRevision?: number;
            }[];
        };
        readonly TimeoutChangeReply: {
            /** @enum {string} */
            readonly outcome: "CHANGED" | "UNCHANGED";
            readonly change: {
                /** @enum {string} */
                readonly type: "TimeoutOverridden" | "TimeoutOverrideRemoved" | "TimeoutsPaused" | "TimeoutsResumed";
                readonly revision: number;
                readonly position: string;
                /** Format: date-time */
                readonly occurredAt: string;
                readonly reason: string;
                readonly commandId: string | null;
                readonly actor: {
                    readonly subject: string;
                    readonly clientId?: string;
                    readonly kind: string;
                };
                readonly stateId?: string;
                readonly after?: string;
                /** @enum {string} */
                readonly applyTo?: "new" | "waiting";
                readonly grace?: string;
                readonly overrideRevision?: number;
            };
            readonly position: string;
        };
        readonly TimeoutChangeOrPreview: {
            /** @enum {string} */
            readonly outcome: "CHANGED" | "UNCHANGED";
            readonly change: {
                /** @enum {string} */
                readonly type: "TimeoutOverridden" | "TimeoutOverrideRemoved" | "TimeoutsPaused" | "TimeoutsResumed";
                readonly revision: number;
                readonly position: string;
                /** Format: date-time */
                readonly occurredAt: string;
                readonly reason: string;
                readonly commandId: string | null;
                readonly actor: {
                    readonly subject: string;
                    readonly clientId?: string;
                    readonly kind: string;
                };
                readonly stateId?: string;
                readonly after?: string;
                /** @enum {string} */
                readonly applyTo?: "new" | "waiting";
                readonly grace?: string;
                readonly overrideRevision?: number;
            };
            readonly position: string;
        } | {
            /** @constant */
            readonly preview: true;
            /** Format: date-time */
            readonly at: string;
            readonly position: string | null;
            readonly waiting: number;
            readonly moved: number;
            readonly abortingAtOnce: number;
            readonly earliest: string | null;
            readonly latest: string | null;
            readonly sample: readonly {
                readonly sessionId: string;
                /** Format: date-time */
                readonly enteredAt: string;
                readonly deadline: string | null;
                readonly newDeadline: string | null;
            }[];
        };
        readonly TenantTimeouts: {
            readonly paused: boolean;
            readonly pausedSince: string | null;
            readonly revision: number;
            readonly history: readonly {
                /** @enum {string} */
                readonly type: "TimeoutOverridden" | "TimeoutOverrideRemoved" | "TimeoutsPaused" | "TimeoutsResumed";
                readonly revision: number;
                readonly position: string;
                /** Format: date-time */
                readonly occurredAt: string;
                readonly reason: string;
                readonly commandId: string | null;
                readonly actor: {
                    readonly subject: string;
                    readonly clientId?: string;
                    readonly kind: string;
                };
                readonly stateId?: string;
                readonly after?: string;
                /** @enum {string} */
                readonly applyTo?: "new" | "waiting";
                readonly grace?: string;
                readonly overrideRevision?: number;
            }[];
        };
        readonly Journey: {
            readonly sessionId: string;
            readonly definitionId: string;
            readonly definitionVersion: number;
            /** @enum {string} */
            readonly status: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
            readonly stateId: string;
            readonly previousStateId: string | null;
            readonly revision: number;
            /** Format: date-time */
            readonly enteredAt: string;
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly lastUpdatedAt: string;
            /** Format: date-time */
            readonly deadline: string | null;
            readonly overdue: boolean;
            readonly channel: string | null;
            readonly customerId: string | null;
            readonly context: {
                readonly [key: string]: unknown;
            };
            readonly position: string;
            readonly initiatingSource: string | null;
            readonly allowedTargets: readonly string[];
        };
        readonly JourneyRow: {
            readonly sessionId: string;
            readonly definitionId: string;
            readonly definitionVersion: number;
            /** @enum {string} */
            readonly status: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
            readonly stateId: string;
            readonly previousStateId: string | null;
            readonly revision: number;
            /** Format: date-time */
            readonly enteredAt: string;
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly lastUpdatedAt: string;
            /** Format: date-time */
            readonly deadline: string | null;
            readonly overdue: boolean;
            readonly channel: string | null;
            readonly customerId: string | null;
            readonly context: {
                readonly [key: string]: unknown;
            };
            readonly position: string;
        };
        readonly JourneyPage: {
            readonly journeys: readonly (components["schemas"]["JourneyRow"] | {
                readonly sessionId?: string;
                readonly definitionId?: string;
                readonly definitionVersion?: number;
                /** @enum {string} */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
                readonly stateId?: string;
                readonly previousStateId?: string | null;
                readonly revision?: number;
                /** Format: date-time */
                readonly enteredAt?: string;
                /** Format: date-time */
                readonly startedAt?: string;
                /** Format: date-time */
                readonly lastUpdatedAt?: string;
                /** Format: date-time */
                readonly deadline?: string | null;
                readonly overdue?: boolean;
                readonly channel?: string | null;
                readonly customerId?: string | null;
                readonly context?: {
                    readonly [key: string]: unknown;
                };
                readonly position?: string;
            })[];
            readonly nextCursor?: string;
        };
        readonly CommandResult: {
            readonly sessionId: string;
            readonly definitionId: string;
            readonly definitionVersion: number;
            /** @enum {string} */
            readonly status: "ACTIVE" | "COMPLETED" | "TIMED_OUT";
            readonly stateId: string;
            readonly previousStateId: string | null;
            readonly revision: number;
            /** Format: date-time */
            readonly enteredAt: string;
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly lastUpdatedAt: string;
            /** Format: date-time */
            readonly deadline: string | null;
            readonly overdue: boolean;
            readonly channel: string | null;
            readonly customerId: string | null;
            readonly context: {
                readonly [key: string]: unknown;
            };
            readonly position: string;
            readonly initiatingSource: string | null;
            readonly allowedTargets: readonly string[];
            /** @enum {string} */
            readonly outcome: "CREATED" | "RESUMED" | "ADVANCED" | "RESTARTED" | "UNCHANGED";
            readonly replayed: boolean;
            readonly events: readonly {
                readonly id: string;
                readonly type: string;
                readonly revision: number;
                readonly data: {
                    readonly [key: string]: unknown;
                };
            }[];
        };
        readonly MergePatch: {
            readonly [key: string]: unknown;
        };
        readonly TimelineEntry: {
            readonly type: string;
            readonly revision: number | null;
            readonly escalationId: string | null;
            readonly position: string;
            /** Format: date-time */
            readonly occurredAt: string;
            /** Format: date-time */
            readonly recordedAt: string;
            readonly from: string | null;
            readonly to: string | null;
            readonly dwellMs: number | null;
            readonly actor: {
                readonly subject: string;
                readonly clientId?: string;
                readonly kind: string;
            };
            readonly channel: string | null;
            readonly commandId: string | null;
            readonly data: {
                readonly [key: string]: unknown;
            };
            readonly guard: {
                readonly [key: string]: unknown;
            } | null;
            readonly code: string | null;
            readonly reason: string | null;
            readonly hash: string;
            readonly previousHash: string | null;
        };
        readonly Timeline: {
            readonly sessionId: string;
            readonly entries: readonly (components["schemas"]["TimelineEntry"] | {
                readonly type?: string;
                readonly revision?: number | null;
                readonly escalationId?: string | null;
                readonly position?: string;
                /** Format: date-time */
                readonly occurredAt?: string;
                /** Format: date-time */
                readonly recordedAt?: string;
                readonly from?: string | null;
                readonly to?: string | null;
                readonly dwellMs?: number | null;
                readonly actor?: {
                    readonly subject: string;
                    readonly clientId?: string;
                    readonly kind: string;
                };
                readonly channel?: string | null;
                readonly commandId?: string | null;
                readonly data?: {
                    readonly [key: string]: unknown;
                };
                readonly guard?: {
                    readonly [key: string]: unknown;
                } | null;
                readonly code?: string | null;
                readonly reason?: string | null;
                readonly hash?: string;
                readonly previousHash?: string | null;
            })[];
        };
        readonly Problem: {
            readonly type: string;
            readonly title: string;
            readonly status: number;
            readonly detail: string;
            readonly code: string;
        } & {
            readonly [key: string]: unknown;
        };
        readonly ProblemExplanation: {
            readonly type: string;
            readonly code: string;
            readonly status: number;
            readonly title: string;
            readonly meaning: string;
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
            readonly states: {
                readonly [key: string]: {
                    /** @description For people. */
                    readonly title?: string;
                    /** @description A journey ends here. */
                    readonly final?: boolean;
                    /** @description Name of an entry of escalations, requested each time the state is entered. */
                    readonly escalation?: string;
                    readonly timeout?: {
                        /** @description ISO 8601 duration, such as PT2M. */
                        readonly after: string;
                        /** @description State entered on timeout; default ABORT_TIMEOUT. */
                        readonly target?: string;
                        /** @description Name of an entry of escalations. */
                        readonly escalation?: string;
                    };
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
            /** @description JSON Schema of the context. `default`s are filled in; `x-personal: true` marks personal data. */
            readonly context?: Record<string, never>;
            readonly escalations?: {
                readonly [key: string]: {
                    /** @enum {unknown} */
                    readonly kind: "callback" | "queue" | "webhook";
                    readonly queue?: string;
                    /** @description Name of a configured webhook target. */
                    readonly target?: string;
                    /** @description ISO 8601 duration, such as PT2M. */
                    readonly within?: string;
                };
            };
        };
        readonly DefinitionReport: {
            readonly id: string | null;
            readonly version: number | null;
            readonly hash: string | null;
            readonly valid: boolean;
            readonly errors: readonly {
                readonly code: string;
                readonly path: string;
                readonly message: string;
            }[];
            readonly warnings: readonly {
                readonly code: string;
                readonly path: string;
                readonly message: string;
            }[];
            readonly bound: {
                readonly longestBounded?: {
                    readonly ms: number;
                    readonly iso: string;
                    readonly path: readonly string[];
                };
                readonly unboundedCycle?: readonly string[];
                readonly unboundedStates?: readonly string[];
            } | null;
        };
        readonly DefinitionListing: {
            readonly id: string;
            readonly title: string | null;
            readonly versions: readonly {
                readonly version: number;
                readonly hash: string;
                /** Format: date-time */
                readonly publishedAt: string;
                readonly retired: boolean;
            }[];
        };
        readonly DefinitionList: {
            readonly definitions: readonly components["schemas"]["DefinitionListing"][];
        };
        readonly PublishedDefinition: {
            readonly id: string;
            readonly version: number;
            readonly hash: string;
            readonly document: components["schemas"]["Definition"];
            readonly warnings: readonly {
                readonly code: string;
                readonly path: string;
                readonly message: string;
            }[];
            /** Format: date-time */
            readonly publishedAt: string;
            readonly retired: boolean;
        };
        readonly Record: {
            readonly key: string;
            readonly value: {
                readonly stateId: string;
                readonly sessionId: string;
                /** Format: date-time */
                readonly createdAt: string;
                /** Format: date-time */
                readonly lastUpdated: string;
                readonly version: number;
                readonly metadata: {
                    readonly channel?: string | null;
                    readonly initiatingSource?: string | null;
                    readonly previousState?: string | null;
                    readonly maxDuration?: string | number | null;
                } & {
                    readonly [key: string]: unknown;
                };
            };
        };
        readonly NewRecord: {
            readonly key: string;
            readonly value: {
                readonly stateId: string;
                readonly sessionId?: string;
                /** Format: date-time */
                readonly createdAt?: string;
                /** Format: date-time */
                readonly lastUpdated?: string;
                readonly version?: number;
                readonly metadata?: {
                    readonly channel?: string | null;
                    readonly initiatingSource?: string | null;
                    readonly previousState?: string | null;
                    readonly maxDuration?: string | number | null;
                } & {
                    readonly [key: string]: unknown;
                };
            };
        };
        readonly RecordUpdate: {
            readonly key?: string;
            readonly value: {
                readonly stateId: string;
                readonly sessionId?: string;
                /** Format: date-time */
                readonly createdAt?: string;
                /** Format: date-time */
                readonly lastUpdated?: string;
                readonly version?: number;
                readonly metadata?: {
                    readonly channel?: string | null;
                    readonly initiatingSource?: string | null;
                    readonly previousState?: string | null;
                    readonly maxDuration?: string | number | null;
                } & {
                    readonly [key: string]: unknown;
                };
            };
        };
        readonly FlowEnsure: {
            readonly conversationId?: string;
            readonly sessionId?: string;
            readonly commandId?: string;
            /** Format: date-time */
            readonly occurredAt?: string;
            readonly definitionId: string;
            readonly definitionVersion?: number;
            readonly customerId?: string;
            readonly channel?: string;
            readonly initiatingSource?: string;
        } & {
            readonly [key: string]: string | number | boolean | null;
        };
        readonly FlowTransition: {
            readonly conversationId?: string;
            readonly sessionId: string;
            readonly commandId?: string;
            /** Format: date-time */
            readonly occurredAt?: string;
            readonly expectedRevision?: number;
            readonly targetStateId?: string;
            readonly event?: string;
            readonly channel?: string;
        } & {
            readonly [key: string]: string | number | boolean | null;
        };
        readonly FlowContext: {
            readonly conversationId?: string;
            readonly sessionId: string;
            readonly commandId?: string;
            /** Format: date-time */
            readonly occurredAt?: string;
            readonly expectedRevision?: number;
        } & {
            readonly [key: string]: string | number | boolean | null;
        };
        readonly FlowStatus: {
            readonly conversationId?: string;
            readonly sessionId: string;
        } & {
            readonly [key: string]: string | number | boolean | null;
        };
        readonly FlowAnswer: {
            /** @constant */
            readonly contract: "2026-11";
            /** @enum {string} */
            readonly outcome: "CREATED" | "RESUMED" | "ADVANCED" | "RESTARTED" | "UNCHANGED" | "REJECTED" | "CONFLICT" | "EXPIRED" | "NOT_FOUND" | "UNAVAILABLE";
            readonly replayed: boolean;
            readonly sessionId: string;
            readonly stateId: string;
            readonly previousStateId: string;
            readonly status: string;
            readonly revision: number;
            readonly version: number;
            readonly allowedTargets: string;
            readonly deadline: string;
            readonly reasonCode: string;
            readonly reasonText: string;
            readonly position: string;
            readonly omitted: string;
        } & {
            readonly [key: string]: string | number | boolean | null;
        };
        /** @description One JSON object on each line. */
        readonly CommandLines: string;
        /** @description One JSON object for each line, in order. */
        readonly LineOutcomes: string;
        readonly DeadlinePage: {
            readonly deadlines: readonly {
                readonly sessionId: string;
                readonly definitionId: string;
                readonly stateId: string;
                /** Format: date-time */
                readonly enteredAt: string;
                /** Format: date-time */
                readonly deadline: string;
                readonly enteredRevision: number;
            }[];
            readonly nextCursor?: string;
        };
        readonly TransitionAnalytics: {
            readonly transitions: readonly {
                readonly definitionId: string;
                readonly from: string;
                readonly to: string;
                readonly count: number;
                readonly share: number;
                readonly meanMs: number;
                readonly medianMs: number;
                readonly p95Ms: number;
            }[];
            readonly comparison?: {
                readonly version: number;
                readonly transitions: readonly {
                    readonly definitionId: string;
                    readonly from: string;
                    readonly to: string;
                    readonly count: number;
                    readonly share: number;
                    readonly meanMs: number;
                    readonly medianMs: number;
                    readonly p95Ms: number;
                }[];
            };
        };
        readonly StateAnalytics: {
            readonly states: readonly {
                readonly definitionId: string;
                readonly state: string;
                readonly visits: number;
                readonly left: number;
                readonly open: number;
                readonly ended: number;
                readonly dwell: {
                    readonly totalMs: number;
                    readonly meanMs: number;
                    readonly p50Ms: number;
                    readonly p90Ms: number;
                    readonly p95Ms: number;
                    readonly p99Ms: number;
                } | null;
            }[];
            readonly comparison?: {
                readonly version: number;
                readonly states: readonly {
                    readonly definitionId: string;
                    readonly state: string;
                    readonly visits: number;
                    readonly left: number;
                    readonly open: number;
                    readonly ended: number;
                    readonly dwell: {
                        readonly totalMs: number;
                        readonly meanMs: number;
                        readonly p50Ms: number;
                        readonly p90Ms: number;
                        readonly p95Ms: number;
                        readonly p99Ms: number;
                    } | null;
                }[];
            };
        };
        readonly FunnelAnalytics: {
            readonly journeys: number;
            readonly steps: readonly {
                readonly state: string;
                readonly reached: number;
                readonly conversion: number;
                readonly stepConversion: number;
                readonly open: number;
                readonly abandoned: number;
                readonly medianMs: number | null;
                readonly p95Ms: number | null;
            }[];
            readonly comparison?: {
                readonly version: number;
                readonly journeys: number;
                readonly steps: readonly {
                    readonly state: string;
                    readonly reached: number;
                    readonly conversion: number;
                    readonly stepConversion: number;
                    readonly open: number;
                    readonly abandoned: number;
                    readonly medianMs: number | null;
                    readonly p95Ms: number | null;
                }[];
            };
        };
        readonly VariantAnalytics: {
            readonly journeys: number;
            readonly total: number;
            readonly variants: readonly {
                readonly states: readonly string[];
                readonly count: number;
                readonly share: number;
            }[];
            readonly comparison?: {
                readonly version: number;
                readonly journeys: number;
                readonly total: number;
                readonly variants: readonly {
                    readonly states: readonly string[];
                    readonly count: number;
                    readonly share: number;
                }[];
            };
        };
        readonly TimeoutAnalytics: {
            readonly count: number;
            readonly escalated: number;
            readonly answered: number;
            readonly timeouts: readonly {
                readonly definitionId: string;
                readonly state: string;
                readonly channel: string | null;
                readonly hour: number;
                readonly count: number;
                readonly escalated: number;
                readonly answered: number;
            }[];
            readonly comparison?: {
                readonly version: number;
                readonly count: number;
                readonly escalated: number;
                readonly answered: number;
                readonly timeouts: readonly {
                    readonly definitionId: string;
                    readonly state: string;
                    readonly channel: string | null;
                    readonly hour: number;
                    readonly count: number;
                    readonly escalated: number;
                    readonly answered: number;
                }[];
            };
        };
        readonly OcelLog: {
            readonly objects: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly events: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly eventTypes: readonly {
                readonly [key: string]: unknown;
            }[];
            readonly objectTypes: readonly {
                readonly [key: string]: unknown;
            }[];
        };
        readonly ProjectionList: {
            readonly projections: readonly {
                readonly name: string;
                readonly version: number;
                readonly position: string | null;
                /** @enum {string} */
                readonly state: "catching-up" | "live" | "stopped";
                readonly lastError: string | null;
                readonly events: number;
                readonly gaps: number;
                readonly rate: number;
                /** Format: date-time */
                readonly appliedAt: string | null;
                readonly deadLetters: number;
                readonly lag: number | null;
                readonly lagSeconds: number;
                readonly digest?: string;
            }[];
            readonly rebuild: components["schemas"]["Rebuild"] | null;
        };
        readonly Rebuild: {
            readonly id: number;
            readonly projection: string;
            readonly reason: string;
            /** @enum {string} */
            readonly status: "requested" | "building" | "switched" | "mismatch" | "cancelled" | "failed";
            readonly cancelling: boolean;
            readonly acceptMismatch: boolean;
            readonly position: string | null;
            readonly events: number;
            /** Format: date-time */
            readonly requestedAt: string;
            /** Format: date-time */
            readonly startedAt: string | null;
            /** Format: date-time */
            readonly finishedAt: string | null;
            readonly error: string | null;
            readonly equal: {
                readonly [key: string]: boolean;
            } | null;
            readonly digests: {
                readonly [key: string]: components["schemas"]["ComparedDigests"];
            } | null;
            readonly progress: number | null;
        };
        readonly ComparedDigests: {
            readonly live: string;
            readonly built: string;
            readonly firstDifference?: {
                readonly table: string;
                readonly key: {
                    readonly [key: string]: unknown;
                };
            };
        };
        readonly DeadLetterList: {
            readonly deadLetters: readonly components["schemas"]["DeadLetter"][];
        };
        readonly DeadLetter: {
            readonly projection: string;
            readonly position: string;
            readonly eventId: string;
            readonly stream: string;
            readonly type: string;
            readonly error: string;
            readonly attempts: number;
            /** Format: date-time */
            readonly firstFailedAt: string;
            /** Format: date-time */
            readonly lastFailedAt: string;
            /** Format: date-time */
            readonly retryRequestedAt: string | null;
        };
        readonly Liveness: {
            /** @constant */
            readonly status: "ok";
        };
        readonly Readiness: {
            readonly status: string;
            readonly info: {
                readonly [key: string]: unknown;
            };
            readonly error: {
                readonly [key: string]: unknown;
            };
            readonly details: {
                readonly [key: string]: unknown;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly "Health.live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It lives. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Liveness"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Health.ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It can serve. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "info": {
                     *         "ledger": {
                     *           "status": "up"
                     *         },
                     *         "projections": {
                     *           "status": "up"
                     *         }
                     *       },
                     *       "error": {},
                     *       "details": {
                     *         "ledger": {
                     *           "status": "up"
                     *         },
                     *         "projections": {
                     *           "status": "up"
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It cannot serve now. */
            readonly 503: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "error",
                     *       "info": {},
                     *       "error": {
                     *         "ledger": {
                     *           "status": "down",
                     *           "message": "The disk is full."
                     *         }
                     *       },
                     *       "details": {
                     *         "ledger": {
                     *           "status": "down",
                     *           "message": "The disk is full."
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    readonly "Metrics.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Prometheus text. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /** @example journey_commands_total{command="TransitionJourney",outcome="ADVANCED"} 41 */
                    readonly "text/plain": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Problems.explain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly problem: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The problem, explained. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "/problems/journey-not-found",
                     *       "code": "JOURNEY_NOT_FOUND",
                     *       "status": 404,
                     *       "title": "There is no such journey",
                     *       "meaning": "No journey was started under this session id, or none at the revision or instant asked for."
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ProblemExplanation"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ROUTE_NOT_FOUND: There is nothing at this address. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Projections.list": {
        readonly parameters: {
            readonly query?: {
                /** @description Whether to work out each digest. */
                readonly digest?: "true" | "false" | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All projections, in the order in which they are applied. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "projections": [
                     *         {
                     *           "name": "current-state",
                     *           "version": 2,
                     *           "position": "41666",
                     *           "state": "live",
                     *           "lastError": null,
                     *           "events": 41666,
                     *           "gaps": 0,
                     *           "rate": 184.2,
                     *           "appliedAt": "2026-11-02T09:30:11.000Z",
                     *           "deadLetters": 0,
                     *           "lag": 0,
                     *           "lagSeconds": 0
                     *         }
                     *       ],
                     *       "rebuild": {
                     *         "id": 3,
                     *         "projection": "timeline",
                     *         "reason": "An operator asked for it.",
                     *         "status": "building",
                     *         "cancelling": false,
                     *         "acceptMismatch": false,
                     *         "position": "20000",
                     *         "events": 20000,
                     *         "requestedAt": "2026-11-02T09:30:00.000Z",
                     *         "startedAt": "2026-11-02T09:30:00.120Z",
                     *         "finishedAt": null,
                     *         "error": null,
                     *         "equal": null,
                     *         "digests": null,
                     *         "progress": 0.48
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ProjectionList"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Projections.rebuild": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["RebuildBody"];
            };
        };
        readonly responses: {
            /** @description Asked for; GET /v1/projections shows how it goes. */
            readonly 202: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 3,
                     *       "projection": "timeline",
                     *       "reason": "An operator asked for it.",
                     *       "status": "requested",
                     *       "cancelling": false,
                     *       "acceptMismatch": false,
                     *       "position": null,
                     *       "events": 0,
                     *       "requestedAt": "2026-11-02T09:30:00.000Z",
                     *       "startedAt": null,
                     *       "finishedAt": null,
                     *       "error": null,
                     *       "equal": null,
                     *       "digests": null,
                     *       "progress": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Rebuild"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_NOT_FOUND: There is no such projection. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Projections.cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Asked for; carried out before its next batch. */
            readonly 202: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": 3,
                     *       "projection": "timeline",
                     *       "reason": "An operator asked for it.",
                     *       "status": "building",
                     *       "cancelling": true,
                     *       "acceptMismatch": false,
                     *       "position": "20000",
                     *       "events": 20000,
                     *       "requestedAt": "2026-11-02T09:30:00.000Z",
                     *       "startedAt": "2026-11-02T09:30:00.120Z",
                     *       "finishedAt": null,
                     *       "error": null,
                     *       "equal": null,
                     *       "digests": null,
                     *       "progress": 0.48
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Rebuild"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_NOT_FOUND: There is no such projection. REBUILD_NOT_FOUND: No rebuild is under way. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Projections.deadLetters": {
        readonly parameters: {
            readonly query?: {
                /** @description Most dead letters to answer with. */
                readonly limit?: number | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The dead letters. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deadLetters": [
                     *         {
                     *           "projection": "state-visits",
                     *           "position": "41",
                     *           "eventId": "5f0c6f6e-8f0e-4b57-9d0a-3b1f2c1f4a11",
                     *           "stream": "journey.default-call-4711",
                     *           "type": "JourneyStarted",
                     *           "error": "NOT NULL constraint failed: visits_v1.entered_ms",
                     *           "attempts": 6,
                     *           "firstFailedAt": "2026-11-02T09:30:00.000Z",
                     *           "lastFailedAt": "2026-11-02T09:30:00.000Z",
                     *           "retryRequestedAt": null
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DeadLetterList"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_NOT_FOUND: There is no such projection. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Projections.retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly name: string;
                readonly position: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Asked for; the list of dead letters shows what became of it. */
            readonly 202: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "projection": "state-visits",
                     *       "position": "41",
                     *       "eventId": "5f0c6f6e-8f0e-4b57-9d0a-3b1f2c1f4a11",
                     *       "stream": "journey.default-call-4711",
                     *       "type": "JourneyStarted",
                     *       "error": "NOT NULL constraint failed: visits_v1.entered_ms",
                     *       "attempts": 6,
                     *       "firstFailedAt": "2026-11-02T09:30:00.000Z",
                     *       "lastFailedAt": "2026-11-02T09:30:00.000Z",
                     *       "retryRequestedAt": "2026-11-02T10:00:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DeadLetter"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROJECTION_NOT_FOUND: There is no such projection. DEAD_LETTER_NOT_FOUND: There is no such dead letter. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "JourneyViews.search": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description nextCursor of the page before. */
                readonly cursor?: string | null;
                /** @description Rows of a page; 50 where absent. */
                readonly limit?: number | null;
                /** @description State that the journey is in. */
                readonly state?: string | null;
                /** @description Definition that the journey runs. */
                readonly definitionId?: string | null;
                /** @description Customer, as the caller knows them. */
                readonly customerId?: string | null;
                /** @description Channel that the journey is on. */
                readonly channel?: string | null;
                /** @description How the journey stands. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT" | null;
                /** @description Whether the deadline has passed. */
                readonly overdue?: "true" | "false" | null;
                /** @description Only journeys that entered their state before this instant. */
                readonly enteredBefore?: string | null;
                /** @description What the journeys are sorted by; a dash before it turns the order round. Where absent: newest first, by deadline where overdue is true, by entry where enteredBefore is given. */
                readonly sort?: "startedAt" | "-startedAt" | "enteredAt" | "-enteredAt" | "lastUpdatedAt" | "-lastUpdatedAt" | "deadline" | "-deadline" | "sessionId" | "-sessionId" | null;
                /** @description Only these fields of each journey, separated by commas: any of sessionId, definitionId, definitionVersion, status, stateId, previousStateId, revision, enteredAt, startedAt, lastUpdatedAt, deadline, overdue, channel, customerId, context, position. */
                readonly fields?: string | null;
                /** @description json, or csv with a header line; where absent, as Accept has it. */
                readonly format?: "json" | "csv" | null;
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false" | null;
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw" | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page; nextCursor asks for the next and is absent on the last. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Of CSV: the address of the next page (rel="next"); absent on the last. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "journeys": [
                     *         {
                     *           "sessionId": "call-4711",
                     *           "definitionId": "CustomerJourneyState",
                     *           "definitionVersion": 1,
                     *           "status": "ACTIVE",
                     *           "stateId": "PAYMENT_COLLECTOR",
                     *           "previousStateId": "INTRO_WELCOME",
                     *           "revision": 1,
                     *           "enteredAt": "2026-11-02T09:30:00.000Z",
                     *           "startedAt": "2026-11-02T09:29:12.000Z",
                     *           "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *           "deadline": "2026-11-02T09:40:00.000Z",
                     *           "overdue": false,
                     *           "channel": "voice",
                     *           "customerId": null,
                     *           "context": {
                     *             "verified": false,
                     *             "fraudScore": 0
                     *           },
                     *           "position": "41"
                     *         }
                     *       ],
                     *       "nextCursor": "MjAyNi0xMS0wMlQwOTozMHxjYWxsLTQ3MTE"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["JourneyPage"];
                    /**
                     * @example sessionId,stateId,deadline
                     *     call-4711,PAYMENT_COLLECTOR,2026-11-02T09:40:00.000Z
                     */
                    readonly "text/csv": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Journeys.start": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StartBody"];
            };
        };
        readonly responses: {
            /** @description The session exists: the journey as it stands, nothing reset. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    /** @description true where this command was applied before. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "status": "ACTIVE",
                     *       "stateId": "INTRO_WELCOME",
                     *       "previousStateId": null,
                     *       "revision": 0,
                     *       "enteredAt": "2026-11-02T09:29:12.000Z",
                     *       "startedAt": "2026-11-02T09:29:12.000Z",
                     *       "lastUpdatedAt": "2026-11-02T09:29:12.000Z",
                     *       "deadline": "2026-11-02T09:31:12.000Z",
                     *       "overdue": false,
                     *       "channel": "voice",
                     *       "customerId": null,
                     *       "initiatingSource": "inbound_queue",
                     *       "context": {
                     *         "verified": false,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "IDENTIFY",
                     *         "PAYMENT_COLLECTOR",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "40",
                     *       "outcome": "RESUMED",
                     *       "replayed": false,
                     *       "events": []
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
            /** @description The journey was started. */
            readonly 201: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    /** @description Address of the journey. */
                    readonly Location?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "status": "ACTIVE",
                     *       "stateId": "INTRO_WELCOME",
                     *       "previousStateId": null,
                     *       "revision": 0,
                     *       "enteredAt": "2026-11-02T09:29:12.000Z",
                     *       "startedAt": "2026-11-02T09:29:12.000Z",
                     *       "lastUpdatedAt": "2026-11-02T09:29:12.000Z",
                     *       "deadline": "2026-11-02T09:31:12.000Z",
                     *       "overdue": false,
                     *       "channel": "voice",
                     *       "customerId": null,
                     *       "initiatingSource": "inbound_queue",
                     *       "context": {
                     *         "verified": false,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "IDENTIFY",
                     *         "PAYMENT_COLLECTOR",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "40",
                     *       "outcome": "CREATED",
                     *       "replayed": false,
                     *       "events": [
                     *         {
                     *           "id": "7f0c1f0e-5b0a-5a86-9b6e-6a1d2f7f3c11",
                     *           "type": "JourneyStarted",
                     *           "revision": 0,
                     *           "data": {
                     *             "definitionId": "CustomerJourneyState",
                     *             "definitionVersion": 1,
                     *             "definitionHash": "5d1c36c4a5f2d7a0b4e1c2f0a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0",
                     *             "stateId": "INTRO_WELCOME",
                     *             "channel": "voice",
                     *             "initiatingSource": "inbound_queue",
                     *             "context": {
                     *               "verified": false
                     *             },
                     *             "enteredAt": "2026-11-02T09:29:12.000Z",
                     *             "deadline": "2026-11-02T09:31:12.000Z",
                     *             "deadlinePolicy": "definition"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_NOT_FOUND: There is no such definition. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_EXPIRED: The journey timed out first. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CONTEXT_INVALID: The context breaks the definition’s schema. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Journeys.read": {
        readonly parameters: {
            readonly query?: {
                /** @description The journey as it stood at this revision. */
                readonly asOfRevision?: number | null;
                /** @description The journey as the ledger knew it at this instant, by the time of recording. */
                readonly asOf?: string | null;
                /** @description The journey as it had happened by this instant, by business time. */
                readonly asOccurred?: string | null;
            };
            readonly header?: {
                /** @description The entity tag that the caller has: 304 where the journey is still at it. */
                readonly "If-None-Match"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The journey. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "status": "ACTIVE",
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "revision": 1,
                     *       "enteredAt": "2026-11-02T09:30:00.000Z",
                     *       "startedAt": "2026-11-02T09:29:12.000Z",
                     *       "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "channel": "voice",
                     *       "customerId": null,
                     *       "initiatingSource": "inbound_queue",
                     *       "context": {
                     *         "verified": false,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "COMPLETED",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "41"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Journey"];
                };
            };
            /** @description The journey is still at the entity tag of If-None-Match. */
            readonly 304: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Journeys.transition": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Optimistic lock: the entity tag that the reply before gave. Stale: 412. */
                readonly "If-Match"?: string;
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TransitionBody"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, what it came to, and the events it appended. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    /** @description true where this command was applied before. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "status": "ACTIVE",
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "revision": 1,
                     *       "enteredAt": "2026-11-02T09:30:00.000Z",
                     *       "startedAt": "2026-11-02T09:29:12.000Z",
                     *       "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "channel": "voice",
                     *       "customerId": null,
                     *       "initiatingSource": "inbound_queue",
                     *       "context": {
                     *         "verified": false,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "COMPLETED",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "41",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "events": [
                     *         {
                     *           "id": "0b8e4a52-9c55-5df1-8a43-0c4f7a3f9e02",
                     *           "type": "JourneyTransitioned",
                     *           "revision": 1,
                     *           "data": {
                     *             "from": "INTRO_WELCOME",
                     *             "to": "PAYMENT_COLLECTOR",
                     *             "enteredAt": "2026-11-02T09:30:00.000Z",
                     *             "deadline": "2026-11-02T09:40:00.000Z",
                     *             "deadlinePolicy": "definition"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_ENDED: The journey has ended. JOURNEY_EXPIRED: The journey timed out first. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVISION_CONFLICT: The journey has moved on. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TRANSITION_NOT_ALLOWED: The journey cannot go there from here. GUARD_FAILED: The transition’s guard does not hold. CONTEXT_INVALID: The context breaks the definition’s schema. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Journeys.context": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Optimistic lock: the entity tag that the reply before gave. Stale: 412. */
                readonly "If-Match"?: string;
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/merge-patch+json": components["schemas"]["MergePatch"];
                readonly "application/json": components["schemas"]["MergePatch"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, what it came to, and the events it appended. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    /** @description true where this command was applied before. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "status": "ACTIVE",
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "revision": 2,
                     *       "enteredAt": "2026-11-02T09:30:00.000Z",
                     *       "startedAt": "2026-11-02T09:29:12.000Z",
                     *       "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "channel": "voice",
                     *       "customerId": null,
                     *       "initiatingSource": "inbound_queue",
                     *       "context": {
                     *         "verified": true,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "COMPLETED",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "42",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "events": [
                     *         {
                     *           "id": "3b1f2f0c-37b5-5bb0-9d0e-5f4bb4a1a0d3",
                     *           "type": "ContextChanged",
                     *           "revision": 2,
                     *           "data": {
                     *             "set": {
                     *               "verified": true
                     *             },
                     *             "unset": [
                     *               "cardLast4"
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_ENDED: The journey has ended. JOURNEY_EXPIRED: The journey timed out first. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVISION_CONFLICT: The journey has moved on. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CONTEXT_INVALID: The context breaks the definition’s schema. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Journeys.channel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Optimistic lock: the entity tag that the reply before gave. Stale: 412. */
                readonly "If-Match"?: string;
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChannelBody"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, what it came to, and the events it appended. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    /** @description true where this command was applied before. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "status": "ACTIVE",
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "revision": 2,
                     *       "enteredAt": "2026-11-02T09:30:00.000Z",
                     *       "startedAt": "2026-11-02T09:29:12.000Z",
                     *       "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "channel": "chat",
                     *       "customerId": null,
                     *       "initiatingSource": "inbound_queue",
                     *       "context": {
                     *         "verified": false,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "COMPLETED",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "42",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "events": [
                     *         {
                     *           "id": "3b1f2f0c-37b5-5bb0-9d0e-5f4bb4a1a0d3",
                     *           "type": "ChannelChanged",
                     *           "revision": 2,
                     *           "data": {
                     *             "from": "voice",
                     *             "to": "chat",
                     *             "conversationId": "conv-81"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_ENDED: The journey has ended. JOURNEY_EXPIRED: The journey timed out first. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVISION_CONFLICT: The journey has moved on. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Journeys.deadline": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Optimistic lock: the entity tag that the reply before gave. Stale: 412. */
                readonly "If-Match"?: string;
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DeadlineBody"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, what it came to, and the events it appended. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    /** @description true where this command was applied before. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "status": "ACTIVE",
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "revision": 2,
                     *       "enteredAt": "2026-11-02T09:30:00.000Z",
                     *       "startedAt": "2026-11-02T09:29:12.000Z",
                     *       "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *       "deadline": "2026-11-02T10:00:00.000Z",
                     *       "overdue": false,
                     *       "channel": "voice",
                     *       "customerId": null,
                     *       "initiatingSource": "inbound_queue",
                     *       "context": {
                     *         "verified": false,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "COMPLETED",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "42",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "events": [
                     *         {
                     *           "id": "3b1f2f0c-37b5-5bb0-9d0e-5f4bb4a1a0d3",
                     *           "type": "DeadlineChanged",
                     *           "revision": 2,
                     *           "data": {
                     *             "stateId": "PAYMENT_COLLECTOR",
                     *             "from": "2026-11-02T09:40:00.000Z",
                     *             "to": "2026-11-02T10:00:00.000Z",
                     *             "reason": "Customer asked for more time"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_ENDED: The journey has ended. JOURNEY_EXPIRED: The journey timed out first. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVISION_CONFLICT: The journey has moved on. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Journeys.restart": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Optimistic lock: the entity tag that the reply before gave. Stale: 412. */
                readonly "If-Match"?: string;
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["RestartBody"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, what it came to, and the events it appended. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    /** @description true where this command was applied before. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "status": "ACTIVE",
                     *       "stateId": "INTRO_WELCOME",
                     *       "previousStateId": "PAYMENT_COLLECTOR",
                     *       "revision": 2,
                     *       "enteredAt": "2026-11-02T09:30:00.000Z",
                     *       "startedAt": "2026-11-02T09:29:12.000Z",
                     *       "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "channel": "voice",
                     *       "customerId": null,
                     *       "initiatingSource": "inbound_queue",
                     *       "context": {
                     *         "verified": false,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "COMPLETED",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "42",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "events": [
                     *         {
                     *           "id": "3b1f2f0c-37b5-5bb0-9d0e-5f4bb4a1a0d3",
                     *           "type": "JourneyRestarted",
                     *           "revision": 2,
                     *           "data": {
                     *             "from": "PAYMENT_COLLECTOR",
                     *             "to": "INTRO_WELCOME",
                     *             "reason": "Customer chose another product",
                     *             "enteredAt": "2026-11-02T09:31:00.000Z"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_ENDED: The journey has ended. JOURNEY_EXPIRED: The journey timed out first. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVISION_CONFLICT: The journey has moved on. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Journeys.move": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Optimistic lock: the entity tag that the reply before gave. Stale: 412. */
                readonly "If-Match"?: string;
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MoveBody"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, what it came to, and the events it appended. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    /** @description true where this command was applied before. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "status": "ACTIVE",
                     *       "stateId": "AGENT_ESCALATION",
                     *       "previousStateId": "PAYMENT_COLLECTOR",
                     *       "revision": 2,
                     *       "enteredAt": "2026-11-02T09:30:00.000Z",
                     *       "startedAt": "2026-11-02T09:29:12.000Z",
                     *       "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "channel": "voice",
                     *       "customerId": null,
                     *       "initiatingSource": "inbound_queue",
                     *       "context": {
                     *         "verified": false,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "COMPLETED",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "42",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "events": [
                     *         {
                     *           "id": "3b1f2f0c-37b5-5bb0-9d0e-5f4bb4a1a0d3",
                     *           "type": "JourneyMoved",
                     *           "revision": 2,
                     *           "data": {
                     *             "from": "PAYMENT_COLLECTOR",
                     *             "to": "AGENT_ESCALATION",
                     *             "reason": "The payment provider is down",
                     *             "enteredAt": "2026-11-02T09:31:00.000Z",
                     *             "deadline": "2026-11-02T10:01:00.000Z",
                     *             "deadlinePolicy": "definition"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_ENDED: The journey has ended. JOURNEY_EXPIRED: The journey timed out first. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVISION_CONFLICT: The journey has moved on. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TRANSITION_NOT_ALLOWED: The journey cannot go there from here. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Journeys.migrate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Optimistic lock: the entity tag that the reply before gave. Stale: 412. */
                readonly "If-Match"?: string;
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MigrateBody"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, what it came to, and the events it appended. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    /** @description true where this command was applied before. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 2,
                     *       "status": "ACTIVE",
                     *       "stateId": "PAYMENT",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "revision": 2,
                     *       "enteredAt": "2026-11-02T09:30:00.000Z",
                     *       "startedAt": "2026-11-02T09:29:12.000Z",
                     *       "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "channel": "voice",
                     *       "customerId": null,
                     *       "initiatingSource": "inbound_queue",
                     *       "context": {
                     *         "verified": false,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "COMPLETED",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "42",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "events": [
                     *         {
                     *           "id": "3b1f2f0c-37b5-5bb0-9d0e-5f4bb4a1a0d3",
                     *           "type": "JourneyMigrated",
                     *           "revision": 2,
                     *           "data": {
                     *             "fromVersion": 1,
                     *             "toVersion": 2,
                     *             "toHash": "3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f",
                     *             "stateMap": {
                     *               "PAYMENT_COLLECTOR": "PAYMENT"
                     *             },
                     *             "reason": "Version 1 is being retired"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. DEFINITION_NOT_FOUND: There is no such definition. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_ENDED: The journey has ended. JOURNEY_EXPIRED: The journey timed out first. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVISION_CONFLICT: The journey has moved on. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TRANSITION_NOT_ALLOWED: The journey cannot go there from here. CONTEXT_INVALID: The context breaks the definition’s schema. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "JourneyViews.timeline": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Only these fields of each entry, separated by commas: any of type, revision, escalationId, position, occurredAt, recordedAt, from, to, dwellMs, actor, channel, commandId, data, guard, code, reason, hash, previousHash. */
                readonly fields?: string | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The timeline. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "entries": [
                     *         {
                     *           "type": "JourneyTransitioned",
                     *           "revision": 1,
                     *           "escalationId": null,
                     *           "position": "41",
                     *           "occurredAt": "2026-11-02T09:30:00.000Z",
                     *           "recordedAt": "2026-11-02T09:30:00.004Z",
                     *           "from": "INTRO_WELCOME",
                     *           "to": "PAYMENT_COLLECTOR",
                     *           "dwellMs": 48000,
                     *           "actor": {
                     *             "subject": "anonymous",
                     *             "kind": "caller"
                     *           },
                     *           "channel": "voice",
                     *           "commandId": "call-4711-step-2",
                     *           "data": {
                     *             "from": "INTRO_WELCOME",
                     *             "to": "PAYMENT_COLLECTOR",
                     *             "enteredAt": "2026-11-02T09:30:00.000Z",
                     *             "deadline": "2026-11-02T09:40:00.000Z",
                     *             "deadlinePolicy": "definition"
                     *           },
                     *           "guard": null,
                     *           "code": null,
                     *           "reason": null,
                     *           "hash": "c1d2f7b2f6f4b9b8c0a4b1e2d3c4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2",
                     *           "previousHash": "9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Commands.post": {
        readonly parameters: {
            readonly query?: {
                /** @description import: occurredAt is also the instant that deadlines are computed from and compared with. history: so too, and states that are entered have no live deadline until a live command enters a state or sets one. Default: live. */
                readonly mode?: "live" | "import" | "history" | null;
                /** @description What becomes of a line that happened before its journey’s last event: refuse answers OUT_OF_ORDER. Default: refuse for history, else allow. */
                readonly disorder?: "allow" | "refuse" | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-ndjson": components["schemas"]["CommandLines"];
                readonly "application/ndjson": components["schemas"]["CommandLines"];
                readonly "application/jsonl": components["schemas"]["CommandLines"];
            };
        };
        readonly responses: {
            /** @description One outcome for each line. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {"line":1,"outcome":"CREATED","sessionId":"call-4712","revision":0,"stateId":"INTRO_WELCOME","position":"43","replayed":false}
                     *     {"line":2,"outcome":"ADVANCED","sessionId":"call-4712","revision":1,"stateId":"PAYMENT_COLLECTOR","position":"44","replayed":false}
                     *     {"line":3,"outcome":"REJECTED","sessionId":"call-4712","revision":1,"stateId":"PAYMENT_COLLECTOR","position":"44","replayed":false,"code":"TRANSITION_NOT_ALLOWED","reason":"No transition leads from PAYMENT_COLLECTOR to IDENTIFY."}
                     */
                    readonly "application/x-ndjson": components["schemas"]["LineOutcomes"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Definitions.list": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All of them, by id. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "definitions": [
                     *         {
                     *           "id": "CallbackRequest",
                     *           "title": "A customer asks to be called back",
                     *           "versions": [
                     *             {
                     *               "version": 1,
                     *               "hash": "3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f",
                     *               "publishedAt": "2026-11-02T09:00:00.000Z",
                     *               "retired": false
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionList"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Definitions.publish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Definition"];
                readonly "application/yaml": components["schemas"]["Definition"];
                readonly "application/x-yaml": components["schemas"]["Definition"];
                readonly "text/yaml": components["schemas"]["Definition"];
            };
        };
        readonly responses: {
            /** @description This very document was published before. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "version": 1,
                     *       "hash": "3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f",
                     *       "valid": true,
                     *       "errors": [],
                     *       "warnings": [],
                     *       "bound": {
                     *         "longestBounded": {
                     *           "ms": 7200000,
                     *           "iso": "PT2H",
                     *           "path": [
                     *             "REQUESTED",
                     *             "ABORT_TIMEOUT"
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionReport"];
                };
            };
            /** @description Published. */
            readonly 201: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Address of the version. */
                    readonly Location?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "version": 1,
                     *       "hash": "3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f",
                     *       "valid": true,
                     *       "errors": [],
                     *       "warnings": [],
                     *       "bound": {
                     *         "longestBounded": {
                     *           "ms": 7200000,
                     *           "iso": "PT2H",
                     *           "path": [
                     *             "REQUESTED",
                     *             "ABORT_TIMEOUT"
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionReport"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_VERSION_TAKEN: The version is published already, with another content. DEFINITION_VERSION_STALE: A newer version is published already. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_INVALID: The definition cannot be published. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Definitions.check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Definition"];
                readonly "application/yaml": components["schemas"]["Definition"];
                readonly "application/x-yaml": components["schemas"]["Definition"];
                readonly "text/yaml": components["schemas"]["Definition"];
            };
        };
        readonly responses: {
            /** @description What the static check found, errors included. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "version": 1,
                     *       "hash": "3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f",
                     *       "valid": true,
                     *       "errors": [],
                     *       "warnings": [],
                     *       "bound": {
                     *         "longestBounded": {
                     *           "ms": 7200000,
                     *           "iso": "PT2H",
                     *           "path": [
                     *             "REQUESTED",
                     *             "ABORT_TIMEOUT"
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionReport"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Definitions.versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly definitionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its versions, oldest first. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "title": "A customer asks to be called back",
                     *       "versions": [
                     *         {
                     *           "version": 1,
                     *           "hash": "3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f",
                     *           "publishedAt": "2026-11-02T09:00:00.000Z",
                     *           "retired": false
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionListing"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_NOT_FOUND: There is no such definition. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Definitions.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly definitionId: string;
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The version as it was published. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "version": 1,
                     *       "hash": "3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f",
                     *       "document": {
                     *         "id": "CallbackRequest",
                     *         "version": 1,
                     *         "title": "A customer asks to be called back",
                     *         "initial": "REQUESTED",
                     *         "states": {
                     *           "REQUESTED": {
                     *             "timeout": {
                     *               "after": "PT2H"
                     *             },
                     *             "transitions": [
                     *               {
                     *                 "target": "CALLED",
                     *                 "event": "CALL"
                     *               }
                     *             ]
                     *           },
                     *           "CALLED": {
                     *             "final": true
                     *           }
                     *         }
                     *       },
                     *       "warnings": [],
                     *       "publishedAt": "2026-11-02T09:00:00.000Z",
                     *       "retired": false
                     *     }
                     */
                    readonly "application/json": components["schemas"]["PublishedDefinition"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_NOT_FOUND: There is no such definition. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Definitions.diagram": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly definitionId: string;
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Text of a Mermaid diagram. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example stateDiagram-v2
                     *       [*] --> REQUESTED
                     *       REQUESTED --> CALLED: CALL
                     *       CALLED --> [*]
                     */
                    readonly "text/plain": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_NOT_FOUND: There is no such definition. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Deadlines.list": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description nextCursor of the page before. */
                readonly cursor?: string | null;
                /** @description Rows of a page; 50 where absent. */
                readonly limit?: number | null;
                /** @description Only deadlines at or before this instant. */
                readonly dueBy?: string | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page; nextCursor asks for the next and is absent on the last. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deadlines": [
                     *         {
                     *           "sessionId": "call-4711",
                     *           "definitionId": "CustomerJourneyState",
                     *           "stateId": "PAYMENT_COLLECTOR",
                     *           "enteredAt": "2026-11-02T09:30:00.000Z",
                     *           "deadline": "2026-11-02T09:40:00.000Z",
                     *           "enteredRevision": 1
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DeadlinePage"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Timeouts.list": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly definitionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Every state in which journeys wait; the changes, oldest first. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "definitionId": "CustomerJourneyState",
                     *       "revision": 1,
                     *       "states": [
                     *         {
                     *           "stateId": "PAYMENT_COLLECTOR",
                     *           "ofDefinition": "PT10M",
                     *           "inForce": {
                     *             "type": "TimeoutOverridden",
                     *             "stateId": "PAYMENT_COLLECTOR",
                     *             "after": "PT30M",
                     *             "applyTo": "waiting",
                     *             "reason": "The payment provider is slow today",
                     *             "revision": 1,
                     *             "position": "4711",
                     *             "occurredAt": "2026-11-02T09:30:00.000Z",
                     *             "actor": {
                     *               "subject": "desk-lead",
                     *               "clientId": "desk-lead",
                     *               "kind": "operator"
                     *             },
                     *             "commandId": "slow-provider-1"
                     *           }
                     *         }
                     *       ],
                     *       "history": [
                     *         {
                     *           "type": "TimeoutOverridden",
                     *           "stateId": "PAYMENT_COLLECTOR",
                     *           "after": "PT30M",
                     *           "applyTo": "waiting",
                     *           "reason": "The payment provider is slow today",
                     *           "revision": 1,
                     *           "position": "4711",
                     *           "occurredAt": "2026-11-02T09:30:00.000Z",
                     *           "actor": {
                     *             "subject": "desk-lead",
                     *             "clientId": "desk-lead",
                     *             "kind": "operator"
                     *           },
                     *           "commandId": "slow-provider-1"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionTimeouts"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_NOT_FOUND: There is no such definition. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Timeouts.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly definitionId: string;
                readonly stateId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What holds for those who enter the state now; the state’s changes, oldest first. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "definitionId": "CustomerJourneyState",
                     *       "revision": 1,
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "ofDefinition": "PT10M",
                     *       "inForce": {
                     *         "type": "TimeoutOverridden",
                     *         "stateId": "PAYMENT_COLLECTOR",
                     *         "after": "PT30M",
                     *         "applyTo": "waiting",
                     *         "reason": "The payment provider is slow today",
                     *         "revision": 1,
                     *         "position": "4711",
                     *         "occurredAt": "2026-11-02T09:30:00.000Z",
                     *         "actor": {
                     *           "subject": "desk-lead",
                     *           "clientId": "desk-lead",
                     *           "kind": "operator"
                     *         },
                     *         "commandId": "slow-provider-1"
                     *       },
                     *       "history": [
                     *         {
                     *           "type": "TimeoutOverridden",
                     *           "stateId": "PAYMENT_COLLECTOR",
                     *           "after": "PT30M",
                     *           "applyTo": "waiting",
                     *           "reason": "The payment provider is slow today",
                     *           "revision": 1,
                     *           "position": "4711",
                     *           "occurredAt": "2026-11-02T09:30:00.000Z",
                     *           "actor": {
                     *             "subject": "desk-lead",
                     *             "clientId": "desk-lead",
                     *             "kind": "operator"
                     *           },
                     *           "commandId": "slow-provider-1"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["StateTimeout"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_NOT_FOUND: There is no such definition. STATE_NOT_FOUND: There is no such state. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Timeouts.override": {
        readonly parameters: {
            readonly query?: {
                /** @description Whether to tell whom the change would hit, and to change nothing. */
                readonly preview?: "true" | "false" | null;
                /** @description Position that a preview has to count: it waits until the read models have come so far. */
                readonly atLeast?: string | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly definitionId: string;
                readonly stateId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OverrideBody"];
            };
        };
        readonly responses: {
            /** @description The change; with preview=true, whom it would hit. UNCHANGED where that is in force already. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "CHANGED",
                     *       "change": {
                     *         "type": "TimeoutOverridden",
                     *         "stateId": "PAYMENT_COLLECTOR",
                     *         "after": "PT30M",
                     *         "applyTo": "waiting",
                     *         "reason": "The payment provider is slow today",
                     *         "revision": 1,
                     *         "position": "4711",
                     *         "occurredAt": "2026-11-02T09:30:00.000Z",
                     *         "actor": {
                     *           "subject": "desk-lead",
                     *           "clientId": "desk-lead",
                     *           "kind": "operator"
                     *         },
                     *         "commandId": "slow-provider-1"
                     *       },
                     *       "position": "4711"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TimeoutChangeOrPreview"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_NOT_FOUND: There is no such definition. STATE_NOT_FOUND: There is no such state. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TIMEOUT_INVALID: The state cannot have this timeout. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Timeouts.remove": {
        readonly parameters: {
            readonly query?: {
                /** @description Whether to tell whom the change would hit, and to change nothing. */
                readonly preview?: "true" | "false" | null;
                /** @description Position that a preview has to count: it waits until the read models have come so far. */
                readonly atLeast?: string | null;
                /** @description Why, for the audit trail. */
                readonly reason?: string | null;
                /** @description What is left to those who would time out at once, from now on; they time out at once where absent. ISO 8601 duration in weeks, days, hours, minutes and seconds. */
                readonly grace?: string | null;
                /** @description Which override, by its revision; the one in force where absent. */
                readonly overrideRevision?: number | null;
                /** @description Optimistic lock: the revision that the timeouts were read at. */
                readonly expectedRevision?: number | null;
                /** @description Makes a repeat of this call harmless. The header Idempotency-Key does the same. */
                readonly commandId?: string | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly definitionId: string;
                readonly stateId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The change; with preview=true, whom it would hit. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "preview": true,
                     *       "at": "2026-11-02T09:30:00.000Z",
                     *       "position": "4710",
                     *       "waiting": 2410,
                     *       "moved": 2404,
                     *       "abortingAtOnce": 0,
                     *       "earliest": "2026-11-02T09:31:12.000Z",
                     *       "latest": "2026-11-02T09:59:58.000Z",
                     *       "sample": [
                     *         {
                     *           "sessionId": "call-4711",
                     *           "enteredAt": "2026-11-02T09:01:12.000Z",
                     *           "deadline": "2026-11-02T09:11:12.000Z",
                     *           "newDeadline": "2026-11-02T09:31:12.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TimeoutChangeOrPreview"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_NOT_FOUND: There is no such definition. STATE_NOT_FOUND: There is no such state. OVERRIDE_NOT_FOUND: There is no such override. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TIMEOUT_INVALID: The state cannot have this timeout. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Timeouts.tenant": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Pauses hold for all definitions; the changes, oldest first. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "paused": true,
                     *       "pausedSince": "2026-11-02T22:00:00.000Z",
                     *       "revision": 4,
                     *       "history": [
                     *         {
                     *           "type": "TimeoutsPaused",
                     *           "reason": "Maintenance of the telephone system",
                     *           "revision": 4,
                     *           "position": "4720",
                     *           "occurredAt": "2026-11-02T22:00:00.000Z",
                     *           "actor": {
                     *             "subject": "desk-lead",
                     *             "clientId": "desk-lead",
                     *             "kind": "operator"
                     *           },
                     *           "commandId": "maintenance-17"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TenantTimeouts"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Timeouts.pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PauseBody"];
            };
        };
        readonly responses: {
            /** @description Deadlines stand still from its occurredAt on. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "CHANGED",
                     *       "change": {
                     *         "type": "TimeoutsPaused",
                     *         "reason": "Maintenance of the telephone system",
                     *         "revision": 4,
                     *         "position": "4720",
                     *         "occurredAt": "2026-11-02T22:00:00.000Z",
                     *         "actor": {
                     *           "subject": "desk-lead",
                     *           "clientId": "desk-lead",
                     *           "kind": "operator"
                     *         },
                     *         "commandId": "maintenance-17"
                     *       },
                     *       "position": "4720"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TimeoutChangeReply"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TIMEOUTS_PAUSED: The timeouts are paused already. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Timeouts.resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PauseBody"];
            };
        };
        readonly responses: {
            /** @description Open deadlines moved on. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "CHANGED",
                     *       "change": {
                     *         "type": "TimeoutsResumed",
                     *         "reason": "Maintenance of the telephone system",
                     *         "revision": 5,
                     *         "position": "4720",
                     *         "occurredAt": "2026-11-02T22:00:00.000Z",
                     *         "actor": {
                     *           "subject": "desk-lead",
                     *           "clientId": "desk-lead",
                     *           "kind": "operator"
                     *         },
                     *         "commandId": "maintenance-17"
                     *       },
                     *       "position": "4720"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TimeoutChangeReply"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TIMEOUTS_NOT_PAUSED: The timeouts are not paused. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Operations.stuck": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description nextCursor of the page before. */
                readonly cursor?: string | null;
                /** @description Rows of a page; 50 where absent. */
                readonly limit?: number | null;
                /** @description In which way; any where absent. */
                readonly reason?: "any" | "overdue" | "slow" | "orphaned" | null;
                /** @description Times the median dwell of the state; 3 where absent. From 1 to 1000. */
                readonly slowerThan?: string | null;
                /** @description State that the journey is in. */
                readonly state?: string | null;
                /** @description Definition that the journey runs. */
                readonly definitionId?: string | null;
                /** @description Channel that the journey is on. */
                readonly channel?: string | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page; nextCursor asks for the next and is absent on the last. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "journeys": [
                     *         {
                     *           "sessionId": "call-4711",
                     *           "definitionId": "CustomerJourneyState",
                     *           "definitionVersion": 1,
                     *           "status": "ACTIVE",
                     *           "stateId": "AGENT_ESCALATION",
                     *           "previousStateId": "IDENTIFY",
                     *           "revision": 2,
                     *           "channel": "voice",
                     *           "enteredAt": "2026-11-02T09:00:00.000Z",
                     *           "startedAt": "2026-11-02T08:58:00.000Z",
                     *           "lastUpdatedAt": "2026-11-02T09:00:00.000Z",
                     *           "deadline": null,
                     *           "overdue": false,
                     *           "customerId": null,
                     *           "context": {
                     *             "verified": true
                     *           },
                     *           "position": "41",
                     *           "stuck": [
                     *             {
                     *               "kind": "slow",
                     *               "waitedMs": 1800000,
                     *               "medianMs": 240000,
                     *               "visits": 412,
                     *               "reason": "It has waited in AGENT_ESCALATION for 1800 s, and half of 412 visits before took no more than 240 s."
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["StuckJourneyPage"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Operations.list": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description nextCursor of the page before. */
                readonly cursor?: string | null;
                /** @description Rows of a page; 50 where absent. */
                readonly limit?: number | null;
                /** @description Where the operation stands. */
                readonly status?: "SELECTING" | "RUNNING" | "PAUSED" | "CANCELLING" | "CANCELLED" | "COMPLETED" | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page; nextCursor asks for the next and is absent on the last. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "operations": [
                     *         {
                     *           "operationId": "0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11",
                     *           "kind": "move",
                     *           "filter": {
                     *             "state": "PAYMENT_COLLECTOR",
                     *             "stuck": [
                     *               "overdue",
                     *               "slow",
                     *               "orphaned"
                     *             ]
                     *           },
                     *           "target": {
                     *             "stateId": "AGENT_ESCALATION"
                     *           },
                     *           "reason": "The payment provider is down",
                     *           "ratePerSecond": 50,
                     *           "requestedBy": {
                     *             "subject": "desk-lead",
                     *             "clientId": "desk-lead"
                     *           },
                     *           "status": "RUNNING",
                     *           "asOf": {
                     *             "position": "41666",
                     *             "at": "2026-11-02T09:30:00.000Z"
                     *           },
                     *           "requestedAt": "2026-11-02T09:30:04.000Z",
                     *           "startedAt": "2026-11-02T09:30:05.000Z",
                     *           "updatedAt": "2026-11-02T09:30:25.000Z",
                     *           "endedAt": null,
                     *           "shown": 2410,
                     *           "selected": 2404,
                     *           "done": 1000,
                     *           "progress": 0.416,
                     *           "rate": 50,
                     *           "eta": "2026-11-02T09:30:53.080Z",
                     *           "counts": {
                     *             "changed": 988,
                     *             "unchanged": 0,
                     *             "expired": 4,
                     *             "refused": 5,
                     *             "moved": 3,
                     *             "failed": 0
                     *           },
                     *           "codes": {
                     *             "JOURNEY_ENDED": 5,
                     *             "JOURNEY_EXPIRED": 4,
                     *             "REVISION_CONFLICT": 3
                     *           },
                     *           "revision": 83,
                     *           "position": "43719"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OperationPage"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Operations.request": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OperationBody"];
            };
        };
        readonly responses: {
            /** @description What it would come to; nothing is stored. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dryRun": true,
                     *       "journeys": 2410,
                     *       "byState": [
                     *         {
                     *           "definitionId": "CustomerJourneyState",
                     *           "stateId": "PAYMENT_COLLECTOR",
                     *           "journeys": 2410
                     *         }
                     *       ],
                     *       "outcomes": {
                     *         "changed": 2405,
                     *         "expired": 5
                     *       },
                     *       "refusals": [
                     *         {
                     *           "code": "JOURNEY_EXPIRED",
                     *           "journeys": 5,
                     *           "example": "Its deadline has passed, so it would time out instead."
                     *         }
                     *       ],
                     *       "sample": [
                     *         {
                     *           "sessionId": "call-4711",
                     *           "definitionId": "CustomerJourneyState",
                     *           "definitionVersion": 1,
                     *           "stateId": "PAYMENT_COLLECTOR",
                     *           "enteredAt": "2026-11-02T09:11:00.000Z",
                     *           "revision": 3,
                     *           "outcome": "changed"
                     *         }
                     *       ],
                     *       "position": "41666",
                     *       "token": "NWE0ZjdjMGUyYjlkMTY4M3sicG9zaXRpb24iOiI0MTY2NiJ9",
                     *       "target": {
                     *         "stateId": "AGENT_ESCALATION"
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OperationDryRun"];
                };
            };
            /** @description On record; GET /v1/operations/{operationId} shows how it goes. */
            readonly 202: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Address of the operation. */
                    readonly Location?: string;
                    /** @description true where this very request had been put on record before. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "operationId": "0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11",
                     *       "kind": "move",
                     *       "filter": {
                     *         "state": "PAYMENT_COLLECTOR",
                     *         "stuck": [
                     *           "overdue",
                     *           "slow",
                     *           "orphaned"
                     *         ]
                     *       },
                     *       "target": {
                     *         "stateId": "AGENT_ESCALATION"
                     *       },
                     *       "reason": "The payment provider is down",
                     *       "ratePerSecond": 50,
                     *       "requestedBy": {
                     *         "subject": "desk-lead",
                     *         "clientId": "desk-lead"
                     *       },
                     *       "status": "SELECTING",
                     *       "asOf": {
                     *         "position": "41666",
                     *         "at": "2026-11-02T09:30:00.000Z"
                     *       },
                     *       "requestedAt": "2026-11-02T09:30:04.000Z",
                     *       "startedAt": null,
                     *       "updatedAt": "2026-11-02T09:30:25.000Z",
                     *       "endedAt": null,
                     *       "shown": 2410,
                     *       "selected": 0,
                     *       "done": 0,
                     *       "progress": null,
                     *       "rate": null,
                     *       "eta": null,
                     *       "counts": {
                     *         "changed": 0,
                     *         "unchanged": 0,
                     *         "expired": 0,
                     *         "refused": 0,
                     *         "moved": 0,
                     *         "failed": 0
                     *       },
                     *       "codes": {},
                     *       "revision": 0,
                     *       "position": "43719"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_NOT_FOUND: There is no such definition. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Operations.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly operationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The operation, always current. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "operationId": "0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11",
                     *       "kind": "move",
                     *       "filter": {
                     *         "state": "PAYMENT_COLLECTOR",
                     *         "stuck": [
                     *           "overdue",
                     *           "slow",
                     *           "orphaned"
                     *         ]
                     *       },
                     *       "target": {
                     *         "stateId": "AGENT_ESCALATION"
                     *       },
                     *       "reason": "The payment provider is down",
                     *       "ratePerSecond": 50,
                     *       "requestedBy": {
                     *         "subject": "desk-lead",
                     *         "clientId": "desk-lead"
                     *       },
                     *       "status": "RUNNING",
                     *       "asOf": {
                     *         "position": "41666",
                     *         "at": "2026-11-02T09:30:00.000Z"
                     *       },
                     *       "requestedAt": "2026-11-02T09:30:04.000Z",
                     *       "startedAt": "2026-11-02T09:30:05.000Z",
                     *       "updatedAt": "2026-11-02T09:30:25.000Z",
                     *       "endedAt": null,
                     *       "shown": 2410,
                     *       "selected": 2404,
                     *       "done": 1000,
                     *       "progress": 0.416,
                     *       "rate": 50,
                     *       "eta": "2026-11-02T09:30:53.080Z",
                     *       "counts": {
                     *         "changed": 988,
                     *         "unchanged": 0,
                     *         "expired": 4,
                     *         "refused": 5,
                     *         "moved": 3,
                     *         "failed": 0
                     *       },
                     *       "codes": {
                     *         "JOURNEY_ENDED": 5,
                     *         "JOURNEY_EXPIRED": 4,
                     *         "REVISION_CONFLICT": 3
                     *       },
                     *       "revision": 83,
                     *       "position": "43719"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description OPERATION_NOT_FOUND: There is no such batch operation. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Operations.results": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description nextCursor of the page before. */
                readonly cursor?: string | null;
                /** @description Rows of a page; 50 where absent. */
                readonly limit?: number | null;
                /** @description What came of the journey. */
                readonly outcome?: "changed" | "unchanged" | "expired" | "refused" | "moved" | "failed" | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly operationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page; nextCursor asks for the next and is absent on the last. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "journeys": [
                     *         {
                     *           "sessionId": "call-4711",
                     *           "outcome": "changed",
                     *           "revision": 4
                     *         },
                     *         {
                     *           "sessionId": "call-4712",
                     *           "outcome": "refused",
                     *           "revision": 6,
                     *           "code": "JOURNEY_ENDED",
                     *           "reason": "The journey has ended in \"COMPLETED\"; a final state changes no more."
                     *         }
                     *       ],
                     *       "nextCursor": "12.250"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OperationResultPage"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description OPERATION_NOT_FOUND: There is no such batch operation. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Operations.pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly operationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["OperationStepBody"];
            };
        };
        readonly responses: {
            /** @description The operation as it stands. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "operationId": "0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11",
                     *       "kind": "move",
                     *       "filter": {
                     *         "state": "PAYMENT_COLLECTOR",
                     *         "stuck": [
                     *           "overdue",
                     *           "slow",
                     *           "orphaned"
                     *         ]
                     *       },
                     *       "target": {
                     *         "stateId": "AGENT_ESCALATION"
                     *       },
                     *       "reason": "The payment provider is down",
                     *       "ratePerSecond": 50,
                     *       "requestedBy": {
                     *         "subject": "desk-lead",
                     *         "clientId": "desk-lead"
                     *       },
                     *       "status": "PAUSED",
                     *       "asOf": {
                     *         "position": "41666",
                     *         "at": "2026-11-02T09:30:00.000Z"
                     *       },
                     *       "requestedAt": "2026-11-02T09:30:04.000Z",
                     *       "startedAt": "2026-11-02T09:30:05.000Z",
                     *       "updatedAt": "2026-11-02T09:30:25.000Z",
                     *       "endedAt": null,
                     *       "shown": 2410,
                     *       "selected": 2404,
                     *       "done": 1000,
                     *       "progress": 0.416,
                     *       "rate": 50,
                     *       "eta": null,
                     *       "counts": {
                     *         "changed": 988,
                     *         "unchanged": 0,
                     *         "expired": 4,
                     *         "refused": 5,
                     *         "moved": 3,
                     *         "failed": 0
                     *       },
                     *       "codes": {
                     *         "JOURNEY_ENDED": 5,
                     *         "JOURNEY_EXPIRED": 4,
                     *         "REVISION_CONFLICT": 3
                     *       },
                     *       "revision": 83,
                     *       "position": "43719"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description OPERATION_NOT_FOUND: There is no such batch operation. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description OPERATION_ENDED: The batch operation has ended. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Operations.resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly operationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The operation as it stands. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "operationId": "0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11",
                     *       "kind": "move",
                     *       "filter": {
                     *         "state": "PAYMENT_COLLECTOR",
                     *         "stuck": [
                     *           "overdue",
                     *           "slow",
                     *           "orphaned"
                     *         ]
                     *       },
                     *       "target": {
                     *         "stateId": "AGENT_ESCALATION"
                     *       },
                     *       "reason": "The payment provider is down",
                     *       "ratePerSecond": 50,
                     *       "requestedBy": {
                     *         "subject": "desk-lead",
                     *         "clientId": "desk-lead"
                     *       },
                     *       "status": "RUNNING",
                     *       "asOf": {
                     *         "position": "41666",
                     *         "at": "2026-11-02T09:30:00.000Z"
                     *       },
                     *       "requestedAt": "2026-11-02T09:30:04.000Z",
                     *       "startedAt": "2026-11-02T09:30:05.000Z",
                     *       "updatedAt": "2026-11-02T09:30:25.000Z",
                     *       "endedAt": null,
                     *       "shown": 2410,
                     *       "selected": 2404,
                     *       "done": 1000,
                     *       "progress": 0.416,
                     *       "rate": 50,
                     *       "eta": null,
                     *       "counts": {
                     *         "changed": 988,
                     *         "unchanged": 0,
                     *         "expired": 4,
                     *         "refused": 5,
                     *         "moved": 3,
                     *         "failed": 0
                     *       },
                     *       "codes": {
                     *         "JOURNEY_ENDED": 5,
                     *         "JOURNEY_EXPIRED": 4,
                     *         "REVISION_CONFLICT": 3
                     *       },
                     *       "revision": 83,
                     *       "position": "43719"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description OPERATION_NOT_FOUND: There is no such batch operation. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description OPERATION_ENDED: The batch operation has ended. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Operations.cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly operationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["OperationStepBody"];
            };
        };
        readonly responses: {
            /** @description The operation as it stands. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "operationId": "0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11",
                     *       "kind": "move",
                     *       "filter": {
                     *         "state": "PAYMENT_COLLECTOR",
                     *         "stuck": [
                     *           "overdue",
                     *           "slow",
                     *           "orphaned"
                     *         ]
                     *       },
                     *       "target": {
                     *         "stateId": "AGENT_ESCALATION"
                     *       },
                     *       "reason": "The payment provider is down",
                     *       "ratePerSecond": 50,
                     *       "requestedBy": {
                     *         "subject": "desk-lead",
                     *         "clientId": "desk-lead"
                     *       },
                     *       "status": "CANCELLING",
                     *       "asOf": {
                     *         "position": "41666",
                     *         "at": "2026-11-02T09:30:00.000Z"
                     *       },
                     *       "requestedAt": "2026-11-02T09:30:04.000Z",
                     *       "startedAt": "2026-11-02T09:30:05.000Z",
                     *       "updatedAt": "2026-11-02T09:30:25.000Z",
                     *       "endedAt": null,
                     *       "shown": 2410,
                     *       "selected": 2404,
                     *       "done": 1000,
                     *       "progress": 0.416,
                     *       "rate": 50,
                     *       "eta": null,
                     *       "counts": {
                     *         "changed": 988,
                     *         "unchanged": 0,
                     *         "expired": 4,
                     *         "refused": 5,
                     *         "moved": 3,
                     *         "failed": 0
                     *       },
                     *       "codes": {
                     *         "JOURNEY_ENDED": 5,
                     *         "JOURNEY_EXPIRED": 4,
                     *         "REVISION_CONFLICT": 3
                     *       },
                     *       "revision": 83,
                     *       "position": "43719"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description OPERATION_NOT_FOUND: There is no such batch operation. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description OPERATION_ENDED: The batch operation has ended. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Escalations.list": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description nextCursor of the page before. */
                readonly cursor?: string | null;
                /** @description Rows of a page; 50 where absent. */
                readonly limit?: number | null;
                /** @description Where it stands now. */
                readonly status?: "open" | "claimed" | "delivering" | "delivered" | "dead-lettered" | "completed" | null;
                /** @description How it is answered. */
                readonly kind?: "callback" | "queue" | "webhook" | null;
                /** @description Queue that the definition names. */
                readonly queue?: string | null;
                /** @description Webhook target that the definition names. */
                readonly target?: string | null;
                /** @description Journey that asked for it. */
                readonly sessionId?: string | null;
                /** @description Definition of that journey. */
                readonly definitionId?: string | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page; nextCursor asks for the next and is absent on the last. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "escalations": [
                     *         {
                     *           "escalationId": "call-4711:2",
                     *           "status": "open",
                     *           "kind": "callback",
                     *           "queue": "retention",
                     *           "target": null,
                     *           "escalation": "callback",
                     *           "reason": "timeout",
                     *           "sessionId": "call-4711",
                     *           "definitionId": "CustomerJourneyState",
                     *           "definitionVersion": 1,
                     *           "stateId": "IDENTIFY",
                     *           "currentStateId": "ABORT_TIMEOUT",
                     *           "customerId": "customer-93",
                     *           "channel": "voice",
                     *           "journeyRevision": 2,
                     *           "journeyEventId": "5f0c6f6e-8f0e-4b57-9d0a-3b1f2c1f4a11",
                     *           "triggeredAt": "2026-11-02T09:40:00.000Z",
                     *           "requestedAt": "2026-11-02T09:40:00.012Z",
                     *           "dueBy": "2026-11-02T09:55:00.000Z",
                     *           "claim": null,
                     *           "delivery": null,
                     *           "completion": null,
                     *           "updatedAt": "2026-11-02T09:40:00.012Z",
                     *           "revision": 0,
                     *           "position": "43"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["EscalationPage"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Escalations.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly escalationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The escalation as it stands, and every event of it. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "escalationId": "call-4711:2",
                     *       "status": "open",
                     *       "kind": "callback",
                     *       "queue": "retention",
                     *       "target": null,
                     *       "escalation": "callback",
                     *       "reason": "timeout",
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "stateId": "IDENTIFY",
                     *       "currentStateId": "ABORT_TIMEOUT",
                     *       "customerId": "customer-93",
                     *       "channel": "voice",
                     *       "journeyRevision": 2,
                     *       "journeyEventId": "5f0c6f6e-8f0e-4b57-9d0a-3b1f2c1f4a11",
                     *       "triggeredAt": "2026-11-02T09:40:00.000Z",
                     *       "requestedAt": "2026-11-02T09:40:00.012Z",
                     *       "dueBy": "2026-11-02T09:55:00.000Z",
                     *       "claim": null,
                     *       "delivery": null,
                     *       "completion": null,
                     *       "updatedAt": "2026-11-02T09:40:00.012Z",
                     *       "revision": 0,
                     *       "position": "43",
                     *       "history": [
                     *         {
                     *           "type": "EscalationRequested",
                     *           "revision": 0,
                     *           "position": "43",
                     *           "occurredAt": "2026-11-02T09:40:00.012Z",
                     *           "recordedAt": "2026-11-02T09:40:00.013Z",
                     *           "actor": {
                     *             "subject": "escalations",
                     *             "kind": "saga"
                     *           },
                     *           "commandId": null,
                     *           "data": {
                     *             "escalation": "callback",
                     *             "kind": "callback",
                     *             "queue": "retention",
                     *             "reason": "timeout",
                     *             "sessionId": "call-4711"
                     *           },
                     *           "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["EscalationDetails"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ESCALATION_NOT_FOUND: There is no such escalation. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Escalations.claim": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly escalationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClaimBody"];
            };
        };
        readonly responses: {
            /** @description The claimant has it until claim.until. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description true where this is the answer to an earlier command of the same id. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "escalationId": "call-4711:2",
                     *       "status": "claimed",
                     *       "kind": "callback",
                     *       "queue": "retention",
                     *       "target": null,
                     *       "escalation": "callback",
                     *       "reason": "timeout",
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "stateId": "IDENTIFY",
                     *       "currentStateId": "ABORT_TIMEOUT",
                     *       "customerId": "customer-93",
                     *       "channel": "voice",
                     *       "journeyRevision": 2,
                     *       "journeyEventId": "5f0c6f6e-8f0e-4b57-9d0a-3b1f2c1f4a11",
                     *       "triggeredAt": "2026-11-02T09:40:00.000Z",
                     *       "requestedAt": "2026-11-02T09:40:00.012Z",
                     *       "dueBy": "2026-11-02T09:55:00.000Z",
                     *       "claim": {
                     *         "claimant": "desk-7/ann",
                     *         "at": "2026-11-02T09:41:00.000Z",
                     *         "until": "2026-11-02T09:46:00.000Z"
                     *       },
                     *       "delivery": null,
                     *       "completion": null,
                     *       "updatedAt": "2026-11-02T09:41:00.000Z",
                     *       "revision": 1,
                     *       "position": "44",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false
                     *     }
                     */
                    readonly "application/json": components["schemas"]["EscalationResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ESCALATION_NOT_FOUND: There is no such escalation. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ESCALATION_CLAIMED: Somebody has claimed the escalation. ESCALATION_CLAIM_LOST: The claimant does not hold the escalation. ESCALATION_NOT_CLAIMABLE: The escalation is not in the pull queue. ESCALATION_ENDED: The escalation is completed. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Escalations.release": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly escalationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReleaseBody"];
            };
        };
        readonly responses: {
            /** @description It is open to everybody again. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description true where this is the answer to an earlier command of the same id. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "escalationId": "call-4711:2",
                     *       "status": "open",
                     *       "kind": "callback",
                     *       "queue": "retention",
                     *       "target": null,
                     *       "escalation": "callback",
                     *       "reason": "timeout",
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "stateId": "IDENTIFY",
                     *       "currentStateId": "ABORT_TIMEOUT",
                     *       "customerId": "customer-93",
                     *       "channel": "voice",
                     *       "journeyRevision": 2,
                     *       "journeyEventId": "5f0c6f6e-8f0e-4b57-9d0a-3b1f2c1f4a11",
                     *       "triggeredAt": "2026-11-02T09:40:00.000Z",
                     *       "requestedAt": "2026-11-02T09:40:00.012Z",
                     *       "dueBy": "2026-11-02T09:55:00.000Z",
                     *       "claim": null,
                     *       "delivery": null,
                     *       "completion": null,
                     *       "updatedAt": "2026-11-02T09:40:00.012Z",
                     *       "revision": 0,
                     *       "position": "43",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false
                     *     }
                     */
                    readonly "application/json": components["schemas"]["EscalationResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ESCALATION_NOT_FOUND: There is no such escalation. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ESCALATION_CLAIM_LOST: The claimant does not hold the escalation. ESCALATION_ENDED: The escalation is completed. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Escalations.complete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly escalationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["CompleteBody"];
            };
        };
        readonly responses: {
            /** @description It is done with. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description true where this is the answer to an earlier command of the same id. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "escalationId": "call-4711:2",
                     *       "status": "completed",
                     *       "kind": "callback",
                     *       "queue": "retention",
                     *       "target": null,
                     *       "escalation": "callback",
                     *       "reason": "timeout",
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "stateId": "IDENTIFY",
                     *       "currentStateId": "ABORT_TIMEOUT",
                     *       "customerId": "customer-93",
                     *       "channel": "voice",
                     *       "journeyRevision": 2,
                     *       "journeyEventId": "5f0c6f6e-8f0e-4b57-9d0a-3b1f2c1f4a11",
                     *       "triggeredAt": "2026-11-02T09:40:00.000Z",
                     *       "requestedAt": "2026-11-02T09:40:00.012Z",
                     *       "dueBy": "2026-11-02T09:55:00.000Z",
                     *       "claim": {
                     *         "claimant": "desk-7/ann",
                     *         "at": "2026-11-02T09:41:00.000Z",
                     *         "until": "2026-11-02T09:46:00.000Z"
                     *       },
                     *       "delivery": null,
                     *       "completion": {
                     *         "claimant": "desk-7/ann",
                     *         "at": "2026-11-02T09:44:00.000Z",
                     *         "outcome": "Called back, paid"
                     *       },
                     *       "updatedAt": "2026-11-02T09:41:00.000Z",
                     *       "revision": 2,
                     *       "position": "45",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false
                     *     }
                     */
                    readonly "application/json": components["schemas"]["EscalationResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ESCALATION_NOT_FOUND: There is no such escalation. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ESCALATION_CLAIM_LOST: The claimant does not hold the escalation. ESCALATION_ENDED: The escalation is completed. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Escalations.replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly escalationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReplayBody"];
            };
        };
        readonly responses: {
            /** @description It is sent again at once, and for as long as a new one would be. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description true where this is the answer to an earlier command of the same id. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "escalationId": "call-4711:2",
                     *       "status": "delivering",
                     *       "kind": "webhook",
                     *       "queue": null,
                     *       "target": "desk",
                     *       "escalation": "callback",
                     *       "reason": "timeout",
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "stateId": "IDENTIFY",
                     *       "currentStateId": "ABORT_TIMEOUT",
                     *       "customerId": "customer-93",
                     *       "channel": "voice",
                     *       "journeyRevision": 2,
                     *       "journeyEventId": "5f0c6f6e-8f0e-4b57-9d0a-3b1f2c1f4a11",
                     *       "triggeredAt": "2026-11-02T09:40:00.000Z",
                     *       "requestedAt": "2026-11-02T09:40:00.012Z",
                     *       "dueBy": "2026-11-02T09:55:00.000Z",
                     *       "claim": null,
                     *       "delivery": {
                     *         "target": "desk",
                     *         "attempts": 9,
                     *         "attemptsInRound": 0,
                     *         "since": "2026-11-03T10:00:00.000Z",
                     *         "nextAttemptAt": "2026-11-03T10:00:00.000Z",
                     *         "lastFailure": {
                     *           "code": "HTTP_503",
                     *           "status": 503,
                     *           "detail": "The target answered 503."
                     *         },
                     *         "deliveredAt": null
                     *       },
                     *       "completion": null,
                     *       "updatedAt": "2026-11-03T10:00:00.000Z",
                     *       "revision": 11,
                     *       "position": "97",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false
                     *     }
                     */
                    readonly "application/json": components["schemas"]["EscalationResult"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ESCALATION_NOT_FOUND: There is no such escalation. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ESCALATION_NOT_DEAD_LETTERED: The escalation is no dead letter. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Analytics.transitions": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Beginning of the time looked at, inclusive; business time. */
                readonly from?: string | null;
                /** @description End of the time looked at, exclusive; business time. */
                readonly to?: string | null;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string | null;
                /** @description Only this version of the definition. */
                readonly version?: number | null;
                /** @description The same figures of another version too, as comparison; asks for definitionId and version. */
                readonly compareVersion?: number | null;
                /** @description Only this channel. */
                readonly channel?: string | null;
                /** @description Whether states that a start or a restart entered are left out. */
                readonly excludeInitial?: "true" | "false" | null;
                /** @description json, or csv with a header line; where absent, as Accept has it. */
                readonly format?: "json" | "csv" | null;
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false" | null;
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw" | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transitions": [
                     *         {
                     *           "definitionId": "CustomerJourneyState",
                     *           "from": "INTRO_WELCOME",
                     *           "to": "PAYMENT_COLLECTOR",
                     *           "count": 811,
                     *           "share": 0.8,
                     *           "meanMs": 51200,
                     *           "medianMs": 48000,
                     *           "p95Ms": 96500
                     *         }
                     *       ],
                     *       "comparison": {
                     *         "version": 2,
                     *         "transitions": [
                     *           {
                     *             "definitionId": "CustomerJourneyState",
                     *             "from": "INTRO_WELCOME",
                     *             "to": "PAYMENT_COLLECTOR",
                     *             "count": 420,
                     *             "share": 0.8,
                     *             "meanMs": 51200,
                     *             "medianMs": 31000,
                     *             "p95Ms": 96500
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TransitionAnalytics"];
                    /**
                     * @example version,definitionId,from,to,count,share,meanMs,medianMs,p95Ms
                     *     1,CustomerJourneyState,INTRO_WELCOME,PAYMENT_COLLECTOR,811,0.8,51200,48000,96500
                     *     2,CustomerJourneyState,INTRO_WELCOME,PAYMENT_COLLECTOR,420,0.8,51200,31000,96500
                     */
                    readonly "text/csv": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Analytics.states": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Beginning of the time looked at, inclusive; business time. */
                readonly from?: string | null;
                /** @description End of the time looked at, exclusive; business time. */
                readonly to?: string | null;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string | null;
                /** @description Only this version of the definition. */
                readonly version?: number | null;
                /** @description The same figures of another version too, as comparison; asks for definitionId and version. */
                readonly compareVersion?: number | null;
                /** @description Only this channel. */
                readonly channel?: string | null;
                /** @description Whether states that a start or a restart entered are left out. */
                readonly excludeInitial?: "true" | "false" | null;
                /** @description json, or csv with a header line; where absent, as Accept has it. */
                readonly format?: "json" | "csv" | null;
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false" | null;
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw" | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "states": [
                     *         {
                     *           "definitionId": "CustomerJourneyState",
                     *           "state": "PAYMENT_COLLECTOR",
                     *           "visits": 811,
                     *           "left": 790,
                     *           "open": 21,
                     *           "ended": 0,
                     *           "dwell": {
                     *             "totalMs": 79000000,
                     *             "meanMs": 100000,
                     *             "p50Ms": 90000,
                     *             "p90Ms": 180000,
                     *             "p95Ms": 240000.5,
                     *             "p99Ms": 510000
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["StateAnalytics"];
                    /**
                     * @example definitionId,state,visits,left,open,ended,dwell.totalMs,dwell.meanMs,dwell.p50Ms,dwell.p90Ms,dwell.p95Ms,dwell.p99Ms
                     *     CustomerJourneyState,PAYMENT_COLLECTOR,811,790,21,0,79000000,100000,90000,180000,240000.5,510000
                     */
                    readonly "text/csv": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Analytics.funnel": {
        readonly parameters: {
            readonly query: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Beginning of the time looked at, inclusive; business time. */
                readonly from?: string | null;
                /** @description End of the time looked at, exclusive; business time. */
                readonly to?: string | null;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string | null;
                /** @description Only this version of the definition. */
                readonly version?: number | null;
                /** @description The same figures of another version too, as comparison; asks for definitionId and version. */
                readonly compareVersion?: number | null;
                /** @description Only this channel. */
                readonly channel?: string | null;
                /** @description Whether states that a start or a restart entered are left out. */
                readonly excludeInitial?: "true" | "false" | null;
                /** @description json, or csv with a header line; where absent, as Accept has it. */
                readonly format?: "json" | "csv" | null;
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false" | null;
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw" | null;
                /** @description The states of the funnel in their order, 1 to 20, separated by commas. */
                readonly states: string;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "journeys": 1000,
                     *       "steps": [
                     *         {
                     *           "state": "INTRO_WELCOME",
                     *           "reached": 1000,
                     *           "conversion": 1,
                     *           "stepConversion": 1,
                     *           "open": 12,
                     *           "abandoned": 177,
                     *           "medianMs": null,
                     *           "p95Ms": null
                     *         },
                     *         {
                     *           "state": "PAYMENT_COLLECTOR",
                     *           "reached": 811,
                     *           "conversion": 0.811,
                     *           "stepConversion": 0.811,
                     *           "open": 0,
                     *           "abandoned": 0,
                     *           "medianMs": 48000,
                     *           "p95Ms": 96500
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["FunnelAnalytics"];
                    /**
                     * @example state,reached,conversion,stepConversion,open,abandoned,medianMs,p95Ms
                     *     INTRO_WELCOME,1000,1,1,12,177,,
                     *     PAYMENT_COLLECTOR,811,0.811,0.811,0,0,48000,96500
                     */
                    readonly "text/csv": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Analytics.variants": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Beginning of the time looked at, inclusive; business time. */
                readonly from?: string | null;
                /** @description End of the time looked at, exclusive; business time. */
                readonly to?: string | null;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string | null;
                /** @description Only this version of the definition. */
                readonly version?: number | null;
                /** @description The same figures of another version too, as comparison; asks for definitionId and version. */
                readonly compareVersion?: number | null;
                /** @description Only this channel. */
                readonly channel?: string | null;
                /** @description Whether states that a start or a restart entered are left out. */
                readonly excludeInitial?: "true" | "false" | null;
                /** @description json, or csv with a header line; where absent, as Accept has it. */
                readonly format?: "json" | "csv" | null;
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false" | null;
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw" | null;
                /** @description How many variants, the most frequent first; 10 where absent. */
                readonly limit?: number | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "journeys": 1000,
                     *       "total": 14,
                     *       "variants": [
                     *         {
                     *           "states": [
                     *             "INTRO_WELCOME",
                     *             "PAYMENT_COLLECTOR",
                     *             "COMPLETED"
                     *           ],
                     *           "count": 517,
                     *           "share": 0.517
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["VariantAnalytics"];
                    /**
                     * @example states,count,share
                     *     "[""INTRO_WELCOME"",""PAYMENT_COLLECTOR"",""COMPLETED""]",517,0.517
                     */
                    readonly "text/csv": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Analytics.timeouts": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Beginning of the time looked at, inclusive; business time. */
                readonly from?: string | null;
                /** @description End of the time looked at, exclusive; business time. */
                readonly to?: string | null;
                /** @description Only journeys of this definition. */
                readonly definitionId?: string | null;
                /** @description Only this version of the definition. */
                readonly version?: number | null;
                /** @description The same figures of another version too, as comparison; asks for definitionId and version. */
                readonly compareVersion?: number | null;
                /** @description Only this channel. */
                readonly channel?: string | null;
                /** @description Whether states that a start or a restart entered are left out. */
                readonly excludeInitial?: "true" | "false" | null;
                /** @description json, or csv with a header line; where absent, as Accept has it. */
                readonly format?: "json" | "csv" | null;
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false" | null;
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw" | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "count": 31,
                     *       "escalated": 20,
                     *       "answered": 18,
                     *       "timeouts": [
                     *         {
                     *           "definitionId": "CustomerJourneyState",
                     *           "state": "IDENTIFY",
                     *           "channel": "voice",
                     *           "hour": 9,
                     *           "count": 20,
                     *           "escalated": 20,
                     *           "answered": 18
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TimeoutAnalytics"];
                    /**
                     * @example definitionId,state,channel,hour,count,escalated,answered
                     *     CustomerJourneyState,IDENTIFY,voice,9,20,20,18
                     */
                    readonly "text/csv": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Events.stream": {
        readonly parameters: {
            readonly query?: {
                /** @description Position to begin after, or start for the whole ledger; only what comes from now on where absent. */
                readonly after?: string | null;
                /** @description Kinds of stream, separated by commas: journey, attempt, definition, escalation, operation, tenant; journey where absent. */
                readonly category?: string | null;
                /** @description Event types, separated by commas. */
                readonly type?: string | null;
                /** @description Only events of this session. */
                readonly sessionId?: string | null;
            };
            readonly header?: {
                /** @description Position of the last event received: the stream goes on after it. */
                readonly "Last-Event-ID"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events, history first where asked for, then live. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 41
                     *     event: JourneyTransitioned
                     *     data: {"position":"41","type":"JourneyTransitioned","category":"journey","id":"call-4711","revision":1,"occurredAt":"2026-11-02T09:30:00.000Z","recordedAt":"2026-11-02T09:30:00.004Z","data":{"from":"INTRO_WELCOME","to":"PAYMENT_COLLECTOR"}}
                     */
                    readonly "text/event-stream": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Exports.timelineCsv": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Definition that the journey runs. */
                readonly definitionId?: string | null;
                /** @description Version of that definition. */
                readonly version?: number | null;
                /** @description Channel that the journey is on. */
                readonly channel?: string | null;
                /** @description Only journeys that started at or after this instant. */
                readonly from?: string | null;
                /** @description Only journeys that started before this instant. */
                readonly to?: string | null;
                /** @description State that the journey is in. */
                readonly state?: string | null;
                /** @description How the journey stands. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT" | null;
                /** @description Customer, as the caller knows them. */
                readonly customerId?: string | null;
                /** @description This one journey. */
                readonly sessionId?: string | null;
                /** @description Of CSV: true begins the file with a byte order mark, by which Excel recognises UTF-8. Default: false. */
                readonly bom?: "true" | "false" | null;
                /** @description Of CSV: defused puts an apostrophe before a text that a spreadsheet would run as a formula; raw leaves texts unchanged, for programs. Default: defused. */
                readonly formulas?: "defused" | "raw" | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The export. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description attachment; filename="timeline.csv" */
                    readonly "Content-Disposition"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example session_id,definition_id,definition_version,customer_id,position,revision,type,…
                     *     call-4711,CustomerJourneyState,1,,41,1,JourneyTransitioned,…
                     */
                    readonly "text/csv": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Exports.timelineParquet": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Definition that the journey runs. */
                readonly definitionId?: string | null;
                /** @description Version of that definition. */
                readonly version?: number | null;
                /** @description Channel that the journey is on. */
                readonly channel?: string | null;
                /** @description Only journeys that started at or after this instant. */
                readonly from?: string | null;
                /** @description Only journeys that started before this instant. */
                readonly to?: string | null;
                /** @description State that the journey is in. */
                readonly state?: string | null;
                /** @description How the journey stands. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT" | null;
                /** @description Customer, as the caller knows them. */
                readonly customerId?: string | null;
                /** @description This one journey. */
                readonly sessionId?: string | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The export. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description attachment; filename="timeline.parquet" */
                    readonly "Content-Disposition"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /** @example PAR1… */
                    readonly "application/vnd.apache.parquet": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Exports.xesLog": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Definition that the journey runs. */
                readonly definitionId?: string | null;
                /** @description Version of that definition. */
                readonly version?: number | null;
                /** @description Channel that the journey is on. */
                readonly channel?: string | null;
                /** @description Only journeys that started at or after this instant. */
                readonly from?: string | null;
                /** @description Only journeys that started before this instant. */
                readonly to?: string | null;
                /** @description State that the journey is in. */
                readonly state?: string | null;
                /** @description How the journey stands. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT" | null;
                /** @description Customer, as the caller knows them. */
                readonly customerId?: string | null;
                /** @description This one journey. */
                readonly sessionId?: string | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The export. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description attachment; filename="log.xes" */
                    readonly "Content-Disposition"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <?xml version="1.0" encoding="UTF-8"?>
                     *     <log xes.version="1849.2016" xes.features="">
                     *       <trace>
                     *         <string key="concept:name" value="call-4711"/>
                     *         …
                     *       </trace>
                     *     </log>
                     */
                    readonly "application/xml": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Exports.ocelLog": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Definition that the journey runs. */
                readonly definitionId?: string | null;
                /** @description Version of that definition. */
                readonly version?: number | null;
                /** @description Channel that the journey is on. */
                readonly channel?: string | null;
                /** @description Only journeys that started at or after this instant. */
                readonly from?: string | null;
                /** @description Only journeys that started before this instant. */
                readonly to?: string | null;
                /** @description State that the journey is in. */
                readonly state?: string | null;
                /** @description How the journey stands. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT" | null;
                /** @description Customer, as the caller knows them. */
                readonly customerId?: string | null;
                /** @description This one journey. */
                readonly sessionId?: string | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The export. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description attachment; filename="log.ocel.json" */
                    readonly "Content-Disposition"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "objects": [
                     *         {
                     *           "id": "session:call-4711",
                     *           "type": "session"
                     *         }
                     *       ],
                     *       "events": [
                     *         {
                     *           "id": "event:41",
                     *           "type": "PAYMENT_COLLECTOR",
                     *           "time": "2026-11-02T09:30:00.000Z",
                     *           "relationships": [
                     *             {
                     *               "objectId": "session:call-4711",
                     *               "qualifier": "session"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "eventTypes": [
                     *         {
                     *           "name": "PAYMENT_COLLECTOR",
                     *           "attributes": []
                     *         }
                     *       ],
                     *       "objectTypes": [
                     *         {
                     *           "name": "session",
                     *           "attributes": []
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OcelLog"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Exports.cloudEvents": {
        readonly parameters: {
            readonly query?: {
                /** @description Position that a command’s reply gave: the answer holds at least what was stored up to it. */
                readonly atLeast?: string | null;
                /** @description Definition that the journey runs. */
                readonly definitionId?: string | null;
                /** @description Version of that definition. */
                readonly version?: number | null;
                /** @description Channel that the journey is on. */
                readonly channel?: string | null;
                /** @description Only journeys that started at or after this instant. */
                readonly from?: string | null;
                /** @description Only journeys that started before this instant. */
                readonly to?: string | null;
                /** @description State that the journey is in. */
                readonly state?: string | null;
                /** @description How the journey stands. */
                readonly status?: "ACTIVE" | "COMPLETED" | "TIMED_OUT" | null;
                /** @description Customer, as the caller knows them. */
                readonly customerId?: string | null;
                /** @description This one journey. */
                readonly sessionId?: string | null;
            };
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The export. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description attachment; filename="events.cloudevents.ndjson" */
                    readonly "Content-Disposition"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /** @example {"specversion":"1.0","id":"41","source":"urn:journey-ledger:default","type":"io.journey-ledger.JourneyTransitioned","subject":"call-4711","time":"2026-11-02T09:30:00.000Z","datacontenttype":"application/json","position":"41","revision":1,"hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","data":{"from":"INTRO_WELCOME","to":"PAYMENT_COLLECTOR"}} */
                    readonly "application/x-ndjson": string;
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Records.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The entity tag that the caller has: 304 where the journey is still at it. */
                readonly "If-None-Match"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly datastoreId: string;
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The record. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "call-4711",
                     *       "value": {
                     *         "stateId": "PAYMENT_COLLECTOR",
                     *         "sessionId": "call-4711",
                     *         "createdAt": "2023-10-27T10:00:00.000Z",
                     *         "lastUpdated": "2023-10-27T10:05:00.000Z",
                     *         "version": 2,
                     *         "metadata": {
                     *           "verified": false,
                     *           "fraudScore": 0,
                     *           "channel": "voice",
                     *           "initiatingSource": "inbound_queue",
                     *           "previousState": "INTRO_WELCOME"
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Record"];
                };
            };
            /** @description The record is still at the entity tag of If-None-Match. */
            readonly 304: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Records.update": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Optimistic lock: the entity tag that the reply before gave. Stale: 412. */
                readonly "If-Match"?: string;
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly datastoreId: string;
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RecordUpdate"];
            };
        };
        readonly responses: {
            /** @description The record after the transition. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    /** @description true where this update was applied before. */
                    readonly "Idempotency-Replayed"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "call-4711",
                     *       "value": {
                     *         "stateId": "PAYMENT_COLLECTOR",
                     *         "sessionId": "call-4711",
                     *         "createdAt": "2023-10-27T10:00:00.000Z",
                     *         "lastUpdated": "2023-10-27T10:05:00.000Z",
                     *         "version": 2,
                     *         "metadata": {
                     *           "verified": false,
                     *           "fraudScore": 0,
                     *           "channel": "voice",
                     *           "initiatingSource": "inbound_queue",
                     *           "previousState": "INTRO_WELCOME"
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Record"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_NOT_FOUND: There is no such journey. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_ENDED: The journey has ended. JOURNEY_EXPIRED: The journey timed out first. REVISION_CONFLICT: The journey has moved on. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVISION_CONFLICT: The journey has moved on. */
            readonly 412: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TRANSITION_NOT_ALLOWED: The journey cannot go there from here. GUARD_FAILED: The transition’s guard does not hold. CONTEXT_INVALID: The context breaks the definition’s schema. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Records.create": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path: {
                readonly datastoreId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewRecord"];
            };
        };
        readonly responses: {
            /** @description The record exists: as it stands. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "call-4711",
                     *       "value": {
                     *         "stateId": "PAYMENT_COLLECTOR",
                     *         "sessionId": "call-4711",
                     *         "createdAt": "2023-10-27T10:00:00.000Z",
                     *         "lastUpdated": "2023-10-27T10:05:00.000Z",
                     *         "version": 2,
                     *         "metadata": {
                     *           "verified": false,
                     *           "fraudScore": 0,
                     *           "channel": "voice",
                     *           "initiatingSource": "inbound_queue",
                     *           "previousState": "INTRO_WELCOME"
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Record"];
                };
            };
            /** @description The record was created. */
            readonly 201: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    /** @description Revision of the journey, for If-Match. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "call-4711",
                     *       "value": {
                     *         "stateId": "INTRO_WELCOME",
                     *         "sessionId": "call-4711",
                     *         "createdAt": "2023-10-27T10:00:00.000Z",
                     *         "lastUpdated": "2023-10-27T10:00:00.000Z",
                     *         "version": 1,
                     *         "metadata": {
                     *           "verified": false,
                     *           "fraudScore": 0,
                     *           "channel": "voice",
                     *           "initiatingSource": "inbound_queue",
                     *           "previousState": null
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Record"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description DEFINITION_NOT_FOUND: There is no such definition. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description JOURNEY_EXPIRED: The journey timed out first. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CONTEXT_INVALID: The context breaks the definition’s schema. VALIDATION_FAILED: The request is malformed. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAVAILABLE: The ledger cannot answer now. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Flow.ensure": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FlowEnsure"];
                readonly "application/x-www-form-urlencoded": components["schemas"]["FlowEnsure"];
            };
        };
        readonly responses: {
            /** @description What the call came to. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contract": "2026-11",
                     *       "outcome": "CREATED",
                     *       "replayed": false,
                     *       "sessionId": "call-4711",
                     *       "stateId": "INTRO_WELCOME",
                     *       "previousStateId": "",
                     *       "status": "ACTIVE",
                     *       "revision": 0,
                     *       "version": 1,
                     *       "allowedTargets": "COMPLETED,AGENT_ESCALATION",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "reasonCode": "",
                     *       "reasonText": "",
                     *       "position": "41",
                     *       "omitted": "",
                     *       "ctx_verified": false,
                     *       "ctx_fraudScore": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["FlowAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Flow.transition": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FlowTransition"];
                readonly "application/x-www-form-urlencoded": components["schemas"]["FlowTransition"];
            };
        };
        readonly responses: {
            /** @description What the call came to. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contract": "2026-11",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "sessionId": "call-4711",
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "status": "ACTIVE",
                     *       "revision": 1,
                     *       "version": 2,
                     *       "allowedTargets": "COMPLETED,AGENT_ESCALATION",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "reasonCode": "",
                     *       "reasonText": "",
                     *       "position": "41",
                     *       "omitted": "",
                     *       "ctx_verified": false,
                     *       "ctx_fraudScore": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["FlowAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Flow.context": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes a repeat recognisable, as commandId in the body does: the first reply is given again. */
                readonly "Idempotency-Key"?: string;
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FlowContext"];
                readonly "application/x-www-form-urlencoded": components["schemas"]["FlowContext"];
            };
        };
        readonly responses: {
            /** @description What the call came to. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contract": "2026-11",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "sessionId": "call-4711",
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "status": "ACTIVE",
                     *       "revision": 2,
                     *       "version": 3,
                     *       "allowedTargets": "COMPLETED,AGENT_ESCALATION",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "reasonCode": "",
                     *       "reasonText": "",
                     *       "position": "41",
                     *       "omitted": "",
                     *       "ctx_verified": true,
                     *       "ctx_fraudScore": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["FlowAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly "Flow.status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Id of the request for logs; made up where absent. */
                readonly "X-Request-Id"?: string;
                /** @description W3C Trace Context; its trace id is kept as the correlation id of what the request stores. */
                readonly traceparent?: string;
                /** @description How long the caller will wait, milliseconds; lowers the server’s own budget. */
                readonly "X-Deadline-Ms"?: number;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FlowStatus"];
                readonly "application/x-www-form-urlencoded": components["schemas"]["FlowStatus"];
            };
        };
        readonly responses: {
            /** @description What the call came to. */
            readonly 200: {
                headers: {
                    /** @description Id of this request, as the log has it. */
                    readonly "X-Request-Id"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contract": "2026-11",
                     *       "outcome": "UNCHANGED",
                     *       "replayed": false,
                     *       "sessionId": "call-4711",
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "status": "ACTIVE",
                     *       "revision": 1,
                     *       "version": 2,
                     *       "allowedTargets": "COMPLETED,AGENT_ESCALATION",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "reasonCode": "",
                     *       "reasonText": "",
                     *       "position": "41",
                     *       "omitted": "",
                     *       "ctx_verified": false,
                     *       "ctx_fraudScore": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["FlowAnswer"];
                };
            };
            /** @description VALIDATION_FAILED: The request is malformed. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE: The body is of a type that this call does not take. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
