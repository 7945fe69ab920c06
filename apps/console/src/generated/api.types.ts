// Generated from docs/reference/openapi.json by `npm run api-types`. Do not edit.

import type { components } from '../../../../libs/client/src/generated/api.types';

export interface paths {
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
         * @description Flat in, flat out: fields whose names begin with ctx_ are context properties. The status is 200 for every domain outcome, also while the ledger is unavailable; branch on outcome. The answer has at most 8 KB.
         *
         *     Needs the scope statestore.write.
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
         * @description Flat in, flat out: fields whose names begin with ctx_ are context properties. The status is 200 for every domain outcome, also while the ledger is unavailable; branch on outcome. The answer has at most 8 KB.
         *
         *     Needs the scope statestore.write.
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
         * @description Flat in, flat out: fields whose names begin with ctx_ are context properties. The status is 200 for every domain outcome, also while the ledger is unavailable; branch on outcome. The answer has at most 8 KB.
         *
         *     Needs the scope statestore.write.
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
         * Read a journey’s status
         * @description Flat in, flat out: fields whose names begin with ctx_ are context properties. The status is 200 for every domain outcome, also while the ledger is unavailable; branch on outcome. The answer has at most 8 KB.
         *
         *     Needs the scope statestore.read.
         */
        readonly post: operations["Flow.status"];
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
        /**
         * Read a journey as a data-store record
         * @description Needs the scope statestore.read.
         */
        readonly get: operations["Records.read"];
        /**
         * Update a record: move the journey by a validated transition
         * @description The optimistic lock is whichever is given: If-Match, value.version or metadata.previousState. metadata.maxDuration is this session’s own timeout of the state entered (P1M is a calendar month); all other metadata goes to the context.
         *
         *     Needs the scope statestore.write.
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
         * @description Sent again, it returns the record as it is now and resets nothing. The times in the record are business times.
         *
         *     Needs the scope statestore.write.
         */
        readonly post: operations["Records.create"];
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
         * @description A cursor belongs to its search and sort. If rows are sorted by what events change, a journey that changes between two pages may come twice or not at all; newest first, it does not. Journeys without a deadline come last. A page of large contexts ends before its limit.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope statestore.read.
         */
        readonly get: operations["JourneyViews.search"];
        readonly put?: never;
        /**
         * Start a journey, or resume it if the session exists
         * @description Needs the scope statestore.write.
         */
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
         * Read a journey, as it is or as it was
         * @description Always current. asOf gives what the ledger knew at a time, asOccurred what had happened by then, asOfRevision the journey at a revision.
         *
         *     Needs the scope statestore.read.
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
        /**
         * Move a journey to a state, or by an event
         * @description Needs the scope statestore.write.
         */
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
        /**
         * Change a journey’s context by a JSON merge patch (RFC 7396)
         * @description Needs the scope statestore.write.
         */
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
        /**
         * Hand a journey over to another channel
         * @description Needs the scope statestore.write.
         */
        readonly post: operations["Journeys.channel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/aliases": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Add an alias to a journey
         * @description Needs the scope statestore.write.
         */
        readonly post: operations["Journeys.addAlias"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/aliases/{alias}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove an alias from a journey
         * @description Needs the scope statestore.write.
         */
        readonly delete: operations["Journeys.removeAlias"];
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
        /**
         * Change the deadline of one journey’s state
         * @description Needs the scope operations.write.
         */
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
        /**
         * Put a journey back into its initial state
         * @description Needs the scope statestore.write.
         */
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
        /**
         * Move a journey to any state of its definition, as an operator
         * @description Needs the scope operations.write.
         */
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
        /**
         * Migrate a journey to another version of its definition
         * @description Needs the scope operations.write.
         */
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
        /**
         * Read a journey’s timeline, page by page: events, attempts and escalations, in order
         * @description It begins with what the session was refused before its journey started. Nearly every timeline is one page. A page of large events ends before its limit. A line that the read models learn of late, while pages are read, is on a later page.
         *
         *     Needs the scope statestore.read or audit.read.
         */
        readonly get: operations["JourneyViews.timeline"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/targets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Explain why each state can, or cannot, be entered next
         * @description Evaluates every guard, and each part of it, on the journey as it is or was. Nothing is stored.
         *
         *     Needs the scope statestore.read.
         */
        readonly get: operations["Considered.targets"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/dry-run": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Consider a transition without making it
         * @description Decided by the function that decides commands. Nothing is stored, and no attempt is recorded.
         *
         *     Needs the scope statestore.read.
         */
        readonly post: operations["Considered.dryRun"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/journeys/{sessionId}/revisions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a journey at each of its revisions
         * @description Each row is what reading the journey with asOfRevision gives, with the context as a difference to the row before. knownAt shows the journey as the ledger knew it at a time.
         *
         *     Needs the scope statestore.read.
         */
        readonly get: operations["Revisions.revisions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/customers/{customerId}/journeys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List a customer’s journeys, page by page, newest first
         * @description Journeys of all definitions that were started with this customerId, those that have ended included. No journey that is there comes twice or not at all.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope statestore.read.
         */
        readonly get: operations["Customers.journeys"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/lookup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Find what a text names: a journey, an event, an escalation or a definition
         * @description Event ids, command ids and hashes have no index: they are looked for in the newest 20,000 events of the ledger; searched and searchedFrom say where. With an event store server they are not looked for.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope statestore.read.
         */
        readonly get: operations["Lookup.lookup"];
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
         * @description NDJSON in, NDJSON out: one outcome for each line, in order, as it is known. A line names its command (start, transition, context, channel, addAlias, removeAlias, deadline, restart), its sessionId and the fields of that call; a line that is refused does not stop the next. A line may have LINE_LIMIT_BYTES; the body as a whole has no limit. Where nothing more comes for LINES_TIMEOUT_MS, the last outcome is UNAVAILABLE, for the line that is missing. Each line needs the scope of its command: deadline needs operations.write, the others need statestore.write; mode=import and mode=history need history.import besides.
         *
         *     Needs the scope statestore.write or operations.write.
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
        /**
         * List the published definitions and their versions
         * @description Credentials for some definitions are shown what is of these alone. Needs the scope statestore.read.
         */
        readonly get: operations["Definitions.list"];
        readonly put?: never;
        /**
         * Publish a version of a definition, in JSON or YAML
         * @description A document without a version becomes the next one. Publishing the same document again changes nothing.
         *
         *     Needs the scope definitions.write.
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
        /**
         * Check a definition without publishing it
         * @description Needs the scope statestore.read.
         */
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
        /**
         * List the versions of one definition, with the current one and their changes
         * @description New journeys that name no version start with the current one: the last one that was published, unless another one was chosen since.
         *
         *     Needs the scope statestore.read.
         */
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
        /**
         * Read one version of a definition
         * @description Needs the scope statestore.read.
         */
        readonly get: operations["Definitions.read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/versions/{version}/xstate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read one version of a definition as a machine config of XState 5
         * @description Guards are named by their CEL expressions; what XState has no place for is under meta.journey.
         *
         *     Needs the scope statestore.read.
         */
        readonly get: operations["Definitions.xstate"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/versions/{version}/scxml": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read one version of a definition as State Chart XML (W3C SCXML 1.0)
         * @description Needs the scope statestore.read.
         */
        readonly get: operations["Definitions.scxml"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/current": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Make a version current: roll back, or forward again
         * @description New journeys that name no version start with it, in every process from its next start on; running journeys stay on their versions. A version that is published later becomes current in its turn. A retired version is un-retired first.
         *
         *     Needs the scope definitions.write.
         */
        readonly put: operations["DefinitionVersions.makeCurrent"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/versions/{version}/retire": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Retire a version: no new journey starts with it
         * @description Journeys that run it continue; the reply counts them. If it was current, the newest version that is not retired becomes current.
         *
         *     Needs the scope definitions.write.
         */
        readonly post: operations["DefinitionVersions.retire"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/versions/{version}/unretire": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Un-retire a version: new journeys may start with it again
         * @description It becomes current only where every other version is retired.
         *
         *     Needs the scope definitions.write.
         */
        readonly post: operations["DefinitionVersions.unretire"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/diff": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Compare two versions of a definition
         * @description States, transitions, guards, timeouts, escalations, context and upgrade rule. A state that was renamed by the upgrade rule is compared with what it was. `upgrade` says how open journeys would come over.
         *
         *     Needs the scope statestore.read.
         */
        readonly get: operations["DefinitionDiff.published"];
        readonly put?: never;
        /**
         * Compare a version with a document that is not published
         * @description As the comparison of two versions. Nothing is published.
         *
         *     Needs the scope statestore.read.
         */
        readonly post: operations["DefinitionDiff.candidate"];
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
        /**
         * Draw one version of a definition, as Mermaid or SVG
         * @description The SVG is the picture of the layout call, with a title for each state and transition.
         *
         *     Needs the scope statestore.read.
         */
        readonly get: operations["DefinitionDiagram.diagram"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/{definitionId}/versions/{version}/layout": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Lay one version of a definition out: where each state and transition is drawn
         * @description Computed once for each version. The first time can take some seconds.
         *
         *     Needs the scope statestore.read.
         */
        readonly get: operations["DefinitionDiagram.layout"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/definitions/simulate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Replay recorded journeys against a document that is not published
         * @description NDJSON: how far it is, then the report. What callers of past and open journeys sent is decided again under the candidate, by the rules that decide live: which commands would be refused and where, which states would time out or not, which open journeys could not be migrated, how many would reach each state. A replay ends where a journey would go otherwise. What the newest published version does as well is told apart: earlier. Timeouts count as operators had changed them at the time. Nothing is published or stored. One simulation runs at one time; it ends if its caller disconnects. A document whose guards or context schema look at personal data in a way in which no published version does needs the scope personal.read besides.
         *
         *     Needs the scope statestore.read.
         */
        readonly post: operations["Simulations.simulate"];
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
        /**
         * List open deadlines, earliest first
         * @description Credentials for some definitions are shown what is of these alone. Needs the scope statestore.read.
         */
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
        /**
         * List the timeouts of a definition’s states, with overrides and history
         * @description Needs the scope statestore.read.
         */
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
        /**
         * Read the timeout of one state
         * @description Needs the scope statestore.read.
         */
        readonly get: operations["Timeouts.read"];
        /**
         * Override the timeout of a state, for new entrants or waiting journeys too
         * @description Applies to every command from now on. preview=true shows the affected journeys. Waiting journeys that would time out at once need a grace, or confirmAborting. DELETE removes it.
         *
         *     Needs the scope operations.write.
         */
        readonly put: operations["Timeouts.override"];
        readonly post?: never;
        /**
         * Remove an override
         * @description The override before it applies again, or the definition’s timeout. reason is required unless preview=true.
         *
         *     Needs the scope operations.write.
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
        /**
         * Read whether timeouts are paused, and when they were
         * @description Needs the scope statestore.read.
         */
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
        /**
         * Pause all timeouts
         * @description Credentials for some definitions are refused. Needs the scope operations.write.
         */
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
        /**
         * Resume all timeouts; open deadlines move by the length of the pause
         * @description Credentials for some definitions are refused. Needs the scope operations.write.
         */
        readonly post: operations["Timeouts.resume"];
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
         * @description status=open is the pull queue, claims that ran out included; status=overdue what should be handled by now. Escalations without a due time come last.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope statestore.read.
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
        /**
         * Read an escalation and its history
         * @description Needs the scope statestore.read.
         */
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
         * Claim an escalation
         * @description The claimant holds it until its lease runs out; renew extends the lease. Then the escalation is open again.
         *
         *     Needs the scope operations.write.
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
        /**
         * Release a claim
         * @description Needs the scope operations.write.
         */
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
         * Complete an escalation
         * @description By the claimant that holds it. One that a webhook delivers needs no claim, and is not sent again once completed.
         *
         *     Needs the scope operations.write.
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
         * Redeliver a dead-lettered escalation
         * @description With the same id, so that a target that had accepted it does nothing twice.
         *
         *     Needs the scope operations.write.
         */
        readonly post: operations["Escalations.replay"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policies/violations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the violations of policies, newest first
         * @description What the watch over live journeys has recorded. For imported history, use journey audit.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope statestore.read.
         */
        readonly get: operations["Policies.violations"];
        readonly put?: never;
        readonly post?: never;
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
         * Find stuck journeys, with the reasons
         * @description overdue: the deadline has passed and no timeout is recorded. slow: in its state for longer than slowerThan times the median of the visits that ended. orphaned: in a state that the newest version of its definition lacks. The longest wait comes first.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope statestore.read.
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
        /**
         * List batch operations, the newest first
         * @description Credentials for some definitions are shown what is of these alone. Needs the scope statestore.read.
         */
        readonly get: operations["Operations.list"];
        readonly put?: never;
        /**
         * Start a batch operation (dry run by default)
         * @description Aborts, moves, restarts or migrates many journeys. Without dryRun: false nothing is stored: the reply shows how many journeys are affected, in which states, with which outcomes, and why some would be refused. With dryRun: false it is recorded and runs in the background, at ratePerSecond at most. With the token of the dry run it selects the journeys that were shown; one that has changed since is left alone and counted. With credentials for some definitions it is over one of these: filter.definitionId may be omitted if there is only one.
         *
         *     Needs the scope operations.write.
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
        /**
         * Read a batch operation and its progress
         * @description Needs the scope statestore.read.
         */
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
         * List the outcome of each journey of a batch operation
         * @description In the order in which they were processed.
         *
         *     Needs the scope statestore.read.
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
        /**
         * Pause a batch operation
         * @description Needs the scope operations.write.
         */
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
        /**
         * Resume a paused batch operation
         * @description Needs the scope operations.write.
         */
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
        /**
         * Cancel a batch operation; journeys that were changed stay changed
         * @description Needs the scope operations.write.
         */
        readonly post: operations["Operations.cancel"];
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
         * List the projections with position, lag and last error
         * @description With the rebuild that is running, or the last one. digest=true reads all rows.
         *
         *     Credentials for some definitions are refused. Needs the scope analytics.read.
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
         * Rebuild the read models
         * @description All projections are rebuilt in one pass, into shadow tables; the live tables are served until all are switched in one transaction. If live rows differ from what the ledger gives, nothing is switched and the rebuild ends as mismatch, with both digests; acceptMismatch=true switches. If a rebuild is running, it is returned, with acceptMismatch applied to it.
         *
         *     Needs the scope admin.
         */
        readonly post: operations["Projections.rebuild"];
        /**
         * Cancel the rebuild
         * @description The live tables stay as they are; the shadow tables are dropped.
         *
         *     Needs the scope admin.
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
         * List the dead letters of a projection
         * @description Events that it failed to apply and skipped, with PROJECTION_FAILURE=dead-letter; in the ledger’s order.
         *
         *     Credentials for some definitions are refused. Needs the scope analytics.read.
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
         * Retry a dead letter
         * @description Later events of its journey were applied meanwhile and belong after it, so all rows of this journey are rebuilt from its streams. If it applies, it is no longer a dead letter; if it fails again, attempts and error say so. If rows belong to no single journey (definitions, escalations, batch operations), or if a projection has stopped, a rebuild is requested instead.
         *
         *     Needs the scope admin.
         */
        readonly post: operations["Projections.retry"];
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
         * Count transitions between states, and the time before them
         * @description Transitions between from and to. Percentiles are exact, by linear interpolation between the two nearest values.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read.
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
         * Count visits of states, and the dwell times
         * @description Visits that began between from and to; a visit has left, is open, or ended its journey. Percentiles are exact, by linear interpolation between the two nearest values.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read.
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
         * Count the journeys that reached each step of a funnel
         * @description Journeys that started between from and to. A journey reaches a step if it visited the states up to it in that order, with others between them allowed. Of those that did not reach the next step, active journeys, those that completed elsewhere, failed and abandoned are counted apart. Percentiles are exact, by linear interpolation between the two nearest values.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read.
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
         * List the paths that journeys took, the most frequent first
         * @description Journeys that started between from and to, by the states that they visited so far.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read.
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
         * @description Timeouts whose deadline passed between from and to; the hour is that of the deadline, in UTC.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read.
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
    readonly "/v1/analytics/cases": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Measure whole journeys: durations, outcomes, rework, first and last states
         * @description Journeys that started between from and to. As CSV the rows are the last states. Percentiles are exact, by linear interpolation between the two nearest values.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read.
         */
        readonly get: operations["Analytics.cases"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/analytics/series": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Count what happened in each minute, hour, day or week
         * @description Journeys that began and ended, transitions, timeouts and refused commands between from and to, by business time. Days and weeks follow the calendar of timeZone, weeks begin on Monday, and an hour that the clocks repeat is there twice.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read.
         */
        readonly get: operations["Analytics.series"];
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
         * @description One line for each event, and each command that was refused or changed nothing. Streamed, whatever its length, from the read models as of the request. Journeys come in the order of their start, each whole and in the ledger’s order. An export that fails ends its connection without the last chunk.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read or audit.read.
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
         * @description The columns of timeline.csv; instants are timestamps in milliseconds, UTC. Streamed, whatever its length, from the read models as of the request. Journeys come in the order of their start, each whole and in the ledger’s order. An export that fails ends its connection without the last chunk.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read or audit.read.
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
         * @description A trace for each journey and an event for each state that it entered, whose concept:name is that state. Events that do not move the journey are left out. Streamed, whatever its length, from the read models as of the request. Journeys come in the order of their start, each whole and in the ledger’s order. An export that fails ends its connection without the last chunk.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read or audit.read.
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
         * @description Objects are sessions, customers, conversations and definitions. An event’s type is the state that it entered, else its type in the ledger. Streamed, whatever its length, from the read models as of the request. Journeys come in the order of their start, each whole and in the ledger’s order. An export that fails ends its connection without the last chunk.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read or audit.read.
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
         * @description Every event, and every command that was refused or changed nothing; id is its position, subject the session, time its occurredAt. Streamed, whatever its length, from the read models as of the request. Journeys come in the order of their start, each whole and in the ledger’s order. An export that fails ends its connection without the last chunk.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope analytics.read or audit.read.
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
    readonly "/v1/sandboxes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Create a sandbox: journeys that are in no ledger, on a clock of their own
         * @description Commands are decided by the function that decides those of the ledger. A sandbox has up to 100 journeys, 2,000 events, refusals and kept answers, and 2,097,152 characters of JSON in all; a clock that finds no more room stops there. It ends an hour after its last use, or with the process. It belongs to the key that created it.
         *
         *     Needs the scope statestore.read.
         */
        readonly post: operations["Sandboxes.create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sandboxes/{sandboxId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a sandbox and its journeys
         * @description Needs the scope statestore.read.
         */
        readonly get: operations["Sandboxes.read"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Close a sandbox
         * @description Needs the scope statestore.read.
         */
        readonly delete: operations["Sandboxes.close"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sandboxes/{sandboxId}/commands": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a command to a journey of a sandbox
         * @description The body is a line of POST /v1/commands. 200 for every outcome; a malformed command is 400.
         *
         *     Needs the scope statestore.read.
         */
        readonly post: operations["Sandboxes.command"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sandboxes/{sandboxId}/clock": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Move the clock of a sandbox
         * @description Timeouts that elapse on the way happen at their time.
         *
         *     Needs the scope statestore.read.
         */
        readonly post: operations["Sandboxes.clock"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sandboxes/{sandboxId}/timeline": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read what happened in a sandbox
         * @description Needs the scope statestore.read.
         */
        readonly get: operations["Sandboxes.timeline"];
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
         * @description The id of an event is its position: a client that reconnects with Last-Event-ID misses nothing and gets nothing twice, whatever its filter: an id also comes on connecting, once all stored events were sent, and with the comments that keep the connection open. A position that this ledger has not given is refused. A reader that is slower than the ledger gets everything, later. In the place of an event that is damaged comes one named LEDGER_DAMAGED, with position, code and detail. EVENTS_MAX_FOLLOWERS connections may follow, EVENTS_MAX_FOLLOWERS_PER_KEY of one key.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope audit.read.
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
    readonly "/v1/live/counts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow how many journeys are in each state, as server-sent events
         * @description A snapshot first, then an update when something changed, at most twice a second, and every five seconds. Counts are those of GET /v1/journeys and GET /v1/escalations. A client that reconnects with the Last-Event-ID of the present figures gets no snapshot again. All followers share one reading of the read models; position and lag are those of the whole ledger. The limits are those of GET /v1/events.
         *
         *     Credentials for some definitions are shown what is of these alone. Needs the scope statestore.read.
         */
        readonly get: operations["LiveCounts.stream"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audit/accesses": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List who read what, page by page, newest first
         * @description Reads are recorded up to a second after they were answered. An answer of more than 100 journeys, an export and a stream of events are recorded with the hash of their query, and not found by sessionId. A page ends early where much was looked through: continue with nextCursor.
         *
         *     Credentials for some definitions are refused. Needs the scope audit.read.
         */
        readonly get: operations["Accesses.list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the keys of a tenant
         * @description Keys of API_KEYS are listed apart: they are settings of the server.
         *
         *     Needs the scope admin.
         */
        readonly get: operations["Keys.list"];
        readonly put?: never;
        /**
         * Create a key
         * @description The key itself is in this reply alone: the ledger stores its SHA-256. It is accepted by every process within a second. The first key of another tenant opens that tenant.
         *
         *     Needs the scope admin.
         */
        readonly post: operations["Keys.create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys/{keyId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a key, and who changed it
         * @description Needs the scope admin.
         */
        readonly get: operations["Keys.read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys/{keyId}/rotate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Replace a key by a new one
         * @description The new key has the terms of the old one, which is accepted until the overlap ends: give callers the new key meanwhile. Without an overlap (0) the old key is refused at once.
         *
         *     Needs the scope admin.
         */
        readonly post: operations["Keys.rotate"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys/{keyId}/revoke": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Revoke a key
         * @description Every process refuses it within a second, for good. A key that replaced it is not revoked with it.
         *
         *     Needs the scope admin.
         */
        readonly post: operations["Keys.revoke"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Log in with a key, and get an access token
         * @description For platforms that can only log in by OAuth 2.0 (client credentials, RFC 6749, section 4.4). The client id is the visible id of a key, or the name of an entry of API_KEYS; the client secret is the key. Send both as Authorization: Basic, or in the body. The body is a form or JSON; without a Content-Type it is read as what it looks like.
         *
         *     Needs a key, as the client’s credentials.
         */
        readonly post: operations["OAuth.token"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Check that the process lives
         * @description 503 once the embedded ledger, or a thread that works on it, has been lost for 15 s: no new thread or connection could be had in place of the one that failed, or its file or log was removed or replaced. A server that is away shows in /health/ready only.
         *
         *     Needs no credentials.
         */
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
         * Check that the server can serve
         * @description 503 with the same body, status error, while the ledger or all projections are down. The ledger is down if it cannot be read, or if the last append could not be stored and a trial write fails too.
         *
         *     Needs no credentials.
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
        /**
         * Read the server’s metrics in Prometheus format
         * @description Needs no credentials.
         */
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
        /**
         * Read what the code of a problem means
         * @description Needs no credentials.
         */
        readonly get: operations["Problems.explain"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/console": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read what the console needs to know of this server
         * @description Needs no credentials.
         */
        readonly get: operations["Console.settings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/access": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read who the caller is and what its key may do
         * @description Needs the scope statestore.read or statestore.write or definitions.write or analytics.read or audit.read or personal.read or operations.write or history.import or admin.
         */
        readonly get: operations["Console.access"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export interface operations {
    readonly "Flow.ensure": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
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
            /** @description What the call did, and the journey after it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contract": "2026-11",
                     *       "outcome": "CREATED",
                     *       "replayed": false,
                     *       "sessionId": "call-4711",
                     *       "resumedBy": "",
                     *       "aliasNotAdded": false,
                     *       "commandId": "",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "upgradeTo": 0,
                     *       "stateId": "INTRO_WELCOME",
                     *       "previousStateId": "",
                     *       "status": "ACTIVE",
                     *       "revision": 0,
                     *       "version": 1,
                     *       "allowedTargets": "IDENTIFY,PAYMENT_COLLECTOR,AGENT_ESCALATION",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "reasonCode": "",
                     *       "reasonText": "",
                     *       "position": "41",
                     *       "masked": "",
                     *       "omitted": "",
                     *       "ctx_verified": false,
                     *       "ctx_fraudScore": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["FlowAnswer"];
                };
            };
        };
    };
    readonly "Flow.transition": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
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
            /** @description What the call did, and the journey after it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contract": "2026-11",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "sessionId": "call-4711",
                     *       "resumedBy": "",
                     *       "aliasNotAdded": false,
                     *       "commandId": "call-4711-step-2",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "upgradeTo": 0,
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "status": "ACTIVE",
                     *       "revision": 1,
                     *       "version": 2,
                     *       "allowedTargets": "COMPLETED,AGENT_ESCALATION",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "reasonCode": "",
                     *       "reasonText": "",
                     *       "position": "41",
                     *       "masked": "",
                     *       "omitted": "",
                     *       "ctx_verified": false,
                     *       "ctx_fraudScore": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["FlowAnswer"];
                };
            };
        };
    };
    readonly "Flow.context": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
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
            /** @description What the call did, and the journey after it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contract": "2026-11",
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "sessionId": "call-4711",
                     *       "resumedBy": "",
                     *       "aliasNotAdded": false,
                     *       "commandId": "",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "upgradeTo": 0,
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "status": "ACTIVE",
                     *       "revision": 2,
                     *       "version": 3,
                     *       "allowedTargets": "COMPLETED,AGENT_ESCALATION",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "reasonCode": "",
                     *       "reasonText": "",
                     *       "position": "41",
                     *       "masked": "",
                     *       "omitted": "",
                     *       "ctx_verified": true,
                     *       "ctx_fraudScore": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["FlowAnswer"];
                };
            };
        };
    };
    readonly "Flow.status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
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
            /** @description What the call did, and the journey after it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contract": "2026-11",
                     *       "outcome": "UNCHANGED",
                     *       "replayed": false,
                     *       "sessionId": "call-4711",
                     *       "resumedBy": "",
                     *       "aliasNotAdded": false,
                     *       "commandId": "",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "upgradeTo": 0,
                     *       "stateId": "PAYMENT_COLLECTOR",
                     *       "previousStateId": "INTRO_WELCOME",
                     *       "status": "ACTIVE",
                     *       "revision": 1,
                     *       "version": 2,
                     *       "allowedTargets": "COMPLETED,AGENT_ESCALATION",
                     *       "deadline": "2026-11-02T09:40:00.000Z",
                     *       "overdue": false,
                     *       "reasonCode": "",
                     *       "reasonText": "",
                     *       "position": "41",
                     *       "masked": "",
                     *       "omitted": "",
                     *       "ctx_verified": false,
                     *       "ctx_fraudScore": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["FlowAnswer"];
                };
            };
        };
    };
    readonly "Records.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The definition’s id: each definition is a datastore.
                 * @example CustomerJourneyState
                 */
                readonly datastoreId: string;
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The record. */
            readonly 200: {
                headers: {
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
                     *         "status": "ACTIVE",
                     *         "deadline": "2023-10-27T10:15:00.000Z",
                     *         "overdue": false,
                     *         "allowedTargets": [
                     *           "COMPLETED",
                     *           "AGENT_ESCALATION"
                     *         ],
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
        };
    };
    readonly "Records.update": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The definition’s id: each definition is a datastore.
                 * @example CustomerJourneyState
                 */
                readonly datastoreId: string;
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
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
                     *         "status": "ACTIVE",
                     *         "deadline": "2023-10-27T10:15:00.000Z",
                     *         "overdue": false,
                     *         "allowedTargets": [
                     *           "COMPLETED",
                     *           "AGENT_ESCALATION"
                     *         ],
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
        };
    };
    readonly "Records.create": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The definition’s id: each definition is a datastore.
                 * @example CustomerJourneyState
                 */
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
            /** @description The record exists, or an alias led to it (see its key); this is its present content. */
            readonly 200: {
                headers: {
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
                     *         "status": "ACTIVE",
                     *         "deadline": "2023-10-27T10:15:00.000Z",
                     *         "overdue": false,
                     *         "allowedTargets": [
                     *           "COMPLETED",
                     *           "AGENT_ESCALATION"
                     *         ],
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
                     *         "status": "ACTIVE",
                     *         "deadline": "2023-10-27T10:02:00.000Z",
                     *         "overdue": false,
                     *         "allowedTargets": [
                     *           "IDENTIFY",
                     *           "PAYMENT_COLLECTOR",
                     *           "AGENT_ESCALATION"
                     *         ],
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
        };
    };
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
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
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
                };
            };
        };
    };
    readonly "Journeys.start": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StartRequest"];
            };
        };
        readonly responses: {
            /** @description The session exists; this is its journey, nothing was reset. */
            readonly 200: {
                headers: {
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
        };
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
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The journey. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Journeys.transition": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TransitionRequest"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, and the events that it appended. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Journeys.context": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
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
            /** @description The journey after the command, and the events that it appended. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Journeys.channel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChannelRequest"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, and the events that it appended. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Journeys.addAlias": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AliasRequest"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, and the events that it appended. */
            readonly 200: {
                headers: {
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
                     *         "verified": false,
                     *         "fraudScore": 0
                     *       },
                     *       "allowedTargets": [
                     *         "COMPLETED",
                     *         "AGENT_ESCALATION"
                     *       ],
                     *       "position": "42",
                     *       "aliases": [
                     *         "whatsapp:4915112345"
                     *       ],
                     *       "outcome": "ADVANCED",
                     *       "replayed": false,
                     *       "events": [
                     *         {
                     *           "id": "3b1f2f0c-37b5-5bb0-9d0e-5f4bb4a1a0d3",
                     *           "type": "AliasAdded",
                     *           "revision": 2,
                     *           "data": {
                     *             "alias": "whatsapp:4915112345"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
        };
    };
    readonly "Journeys.removeAlias": {
        readonly parameters: {
            readonly query?: {
                /** @description Reason, for the timeline. */
                readonly reason?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
                /**
                 * @description An alias of the journey, encoded for a URL.
                 * @example genesys:conv-81
                 */
                readonly alias: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The journey after the command, and the events that it appended. */
            readonly 200: {
                headers: {
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
                     *           "type": "AliasRemoved",
                     *           "revision": 2,
                     *           "data": {
                     *             "alias": "whatsapp:4915112345"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CommandResult"];
                };
            };
        };
    };
    readonly "Journeys.deadline": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DeadlineRequest"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, and the events that it appended. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Journeys.restart": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["RestartRequest"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, and the events that it appended. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Journeys.move": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MoveRequest"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, and the events that it appended. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Journeys.migrate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MigrateRequest"];
            };
        };
        readonly responses: {
            /** @description The journey after the command, and the events that it appended. */
            readonly 200: {
                headers: {
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
        };
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
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The timeline. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Considered.targets": {
        readonly parameters: {
            readonly query?: {
                /** @description The journey at this revision. Default: as it is. */
                readonly asOfRevision?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Every state with its reason. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "revision": 1,
                     *       "now": "2026-11-02T09:30:00.000Z",
                     *       "stateId": "IDENTIFY",
                     *       "targets": [
                     *         {
                     *           "stateId": "PAYMENT_COLLECTOR",
                     *           "allowed": false,
                     *           "reason": "GUARD_FAILED",
                     *           "transitions": [
                     *             {
                     *               "event": null,
                     *               "fromAnyState": false,
                     *               "guard": {
                     *                 "expression": "context.verified == true",
                     *                 "operator": "condition",
                     *                 "holds": false,
                     *                 "inputs": {
                     *                   "context.verified": false
                     *                 },
                     *                 "parts": []
                     *               },
                     *               "needs": "context.verified == true"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["JourneyTargets"];
                };
            };
        };
    };
    readonly "Considered.dryRun": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DryRunRequest"];
            };
        };
        readonly responses: {
            /** @description What it would do. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dryRun": true,
                     *       "sessionId": "call-4711",
                     *       "revision": 1,
                     *       "now": "2026-11-02T09:30:00.000Z",
                     *       "outcome": "REJECTED",
                     *       "code": "GUARD_FAILED",
                     *       "reason": "The guard of \"IDENTIFY\" -> \"PAYMENT_COLLECTOR\", context.verified == true, is false.",
                     *       "stateId": "IDENTIFY",
                     *       "events": []
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TransitionDryRun"];
                };
            };
        };
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
            readonly path: {
                /**
                 * @description Key of the journey.
                 * @example call-4711
                 */
                readonly sessionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Revisions, in order. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessionId": "call-4711",
                     *       "definitionId": "CustomerJourneyState",
                     *       "before": {
                     *         "context": {},
                     *         "writtenAt": {}
                     *       },
                     *       "revisions": [
                     *         {
                     *           "revision": 0,
                     *           "type": "JourneyStarted",
                     *           "position": "40",
                     *           "occurredAt": "2026-11-02T09:30:00.000Z",
                     *           "recordedAt": "2026-11-02T09:30:00.004Z",
                     *           "actor": {
                     *             "subject": "anonymous",
                     *             "kind": "caller"
                     *           },
                     *           "commandId": null,
                     *           "definitionVersion": 1,
                     *           "status": "ACTIVE",
                     *           "stateId": "INTRO_WELCOME",
                     *           "enteredAt": "2026-11-02T09:30:00.000Z",
                     *           "deadline": "2026-11-02T09:32:00.000Z",
                     *           "channel": "voice",
                     *           "allowedTargets": [
                     *             "IDENTIFY",
                     *             "PAYMENT_COLLECTOR",
                     *             "AGENT_ESCALATION"
                     *           ],
                     *           "set": {
                     *             "verified": false
                     *           },
                     *           "unset": []
                     *         }
                     *       ],
                     *       "last": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["JourneyRevisions"];
                };
            };
        };
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
            readonly path: {
                /**
                 * @description The caller’s own id of the customer, encoded for a URL.
                 * @example customer-93
                 */
                readonly customerId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page; empty if no journey has this customer. */
            readonly 200: {
                headers: {
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
                     *           "customerId": "customer-93",
                     *           "context": {
                     *             "verified": false,
                     *             "fraudScore": 0
                     *           },
                     *           "position": "41"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["JourneyPage"];
                };
            };
        };
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
        readonly responses: {
            /** @description What was found; lists are empty if nothing was. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "journeys": [
                     *         {
                     *           "by": "alias",
                     *           "sessionId": "call-4711"
                     *         }
                     *       ],
                     *       "events": [],
                     *       "escalationId": null,
                     *       "definitionId": null,
                     *       "searched": "all",
                     *       "searchedFrom": null
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Lookup"];
                };
            };
        };
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
        readonly requestBody: {
            readonly content: {
                readonly "application/x-ndjson": string;
                readonly "application/ndjson": string;
                readonly "application/jsonl": string;
            };
        };
        readonly responses: {
            /** @description One outcome for each line. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {"line":1,"outcome":"CREATED","sessionId":"call-4712","revision":0,"stateId":"INTRO_WELCOME","position":"43","replayed":false}
                     *     {"line":2,"outcome":"ADVANCED","sessionId":"call-4712","revision":1,"stateId":"PAYMENT_COLLECTOR","position":"44","replayed":false}
                     *     {"line":3,"outcome":"REJECTED","sessionId":"call-4712","revision":1,"stateId":"PAYMENT_COLLECTOR","position":"44","replayed":false,"code":"TRANSITION_NOT_ALLOWED","reason":"No transition leads from PAYMENT_COLLECTOR to IDENTIFY."}
                     */
                    readonly "application/x-ndjson": string;
                };
            };
        };
    };
    readonly "Definitions.list": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All definitions, by id. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "definitions": [
                     *         {
                     *           "id": "CallbackRequest",
                     *           "title": "A customer asks to be called back",
                     *           "current": {
                     *             "version": 1,
                     *             "since": {
                     *               "type": "DefinitionPublished",
                     *               "version": 1,
                     *               "revision": 0,
                     *               "position": "4711",
                     *               "occurredAt": "2026-11-02T09:00:00.000Z",
                     *               "actor": {
                     *                 "subject": "flow-team",
                     *                 "clientId": "flow-team",
                     *                 "kind": "caller"
                     *               },
                     *               "commandId": null
                     *             }
                     *           },
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
        };
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
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DefinitionToPublish"];
                readonly "application/yaml": components["schemas"]["DefinitionToPublish"];
                readonly "application/x-yaml": components["schemas"]["DefinitionToPublish"];
                readonly "text/yaml": components["schemas"]["DefinitionToPublish"];
            };
        };
        readonly responses: {
            /** @description This document was published before. */
            readonly 200: {
                headers: {
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
                     *       "policies": [],
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
            /** @description The version was published. */
            readonly 201: {
                headers: {
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
                     *       "policies": [],
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
        };
    };
    readonly "Definitions.check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DefinitionToPublish"];
                readonly "application/yaml": components["schemas"]["DefinitionToPublish"];
                readonly "application/x-yaml": components["schemas"]["DefinitionToPublish"];
                readonly "text/yaml": components["schemas"]["DefinitionToPublish"];
            };
        };
        readonly responses: {
            /** @description What the static check found, errors included. */
            readonly 200: {
                headers: {
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
                     *       "policies": [],
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
        };
    };
    readonly "Definitions.versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its versions and their changes, oldest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "title": "A customer asks to be called back",
                     *       "current": {
                     *         "version": 1,
                     *         "since": {
                     *           "type": "DefinitionPublished",
                     *           "version": 1,
                     *           "revision": 0,
                     *           "position": "4711",
                     *           "occurredAt": "2026-11-02T09:00:00.000Z",
                     *           "actor": {
                     *             "subject": "flow-team",
                     *             "clientId": "flow-team",
                     *             "kind": "caller"
                     *           },
                     *           "commandId": null
                     *         }
                     *       },
                     *       "versions": [
                     *         {
                     *           "version": 1,
                     *           "hash": "3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f",
                     *           "publishedAt": "2026-11-02T09:00:00.000Z",
                     *           "retired": false
                     *         }
                     *       ],
                     *       "revision": 0,
                     *       "history": [
                     *         {
                     *           "type": "DefinitionPublished",
                     *           "version": 1,
                     *           "revision": 0,
                     *           "position": "4711",
                     *           "occurredAt": "2026-11-02T09:00:00.000Z",
                     *           "actor": {
                     *             "subject": "flow-team",
                     *             "clientId": "flow-team",
                     *             "kind": "caller"
                     *           },
                     *           "commandId": null
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionHistory"];
                };
            };
        };
    };
    readonly "Definitions.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
                /**
                 * @description Version of the definition.
                 * @example 1
                 */
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The version as it was published. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "version": 1,
                     *       "hash": "3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f",
                     *       "publishedAt": "2026-11-02T09:00:00.000Z",
                     *       "retired": false,
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
                     *       "upgrades": []
                     *     }
                     */
                    readonly "application/json": components["schemas"]["PublishedDefinition"];
                };
            };
        };
    };
    readonly "Definitions.xstate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
                /**
                 * @description Version of the definition.
                 * @example 1
                 */
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The machine config. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "version": "1",
                     *       "description": "A customer asks to be called back",
                     *       "initial": "REQUESTED",
                     *       "states": {
                     *         "REQUESTED": {
                     *           "on": {
                     *             "CALL": [
                     *               {
                     *                 "target": "CALLED"
                     *               }
                     *             ]
                     *           },
                     *           "after": {
                     *             "7200000": {
                     *               "target": "ABORT_TIMEOUT",
                     *               "meta": {
                     *                 "journey": {
                     *                   "$implied": true
                     *                 }
                     *               }
                     *             }
                     *           }
                     *         },
                     *         "CALLED": {
                     *           "type": "final"
                     *         },
                     *         "ABORT_TIMEOUT": {
                     *           "type": "final",
                     *           "meta": {
                     *             "journey": {
                     *               "$implied": true
                     *             }
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["XStateMachine"];
                };
            };
        };
    };
    readonly "Definitions.scxml": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
                /**
                 * @description Version of the definition.
                 * @example 1
                 */
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description An SCXML document. Guards are CEL expressions. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <?xml version="1.0" encoding="UTF-8"?>
                     *     <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" initial="REQUESTED">…</scxml>
                     */
                    readonly "application/scxml+xml": string;
                };
            };
        };
    };
    readonly "DefinitionVersions.makeCurrent": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CurrentVersionRequest"];
            };
        };
        readonly responses: {
            /** @description The change. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "CHANGED",
                     *       "change": {
                     *         "type": "DefinitionCurrentChanged",
                     *         "version": 1,
                     *         "revision": 2,
                     *         "position": "4720",
                     *         "occurredAt": "2026-11-03T10:00:00.000Z",
                     *         "actor": {
                     *           "subject": "desk-lead",
                     *           "clientId": "desk-lead",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "Version 2 sends every caller to the desk",
                     *         "commandId": "roll-back-1"
                     *       },
                     *       "current": {
                     *         "version": 1,
                     *         "since": {
                     *           "type": "DefinitionCurrentChanged",
                     *           "version": 1,
                     *           "revision": 2,
                     *           "position": "4720",
                     *           "occurredAt": "2026-11-03T10:00:00.000Z",
                     *           "actor": {
                     *             "subject": "desk-lead",
                     *             "clientId": "desk-lead",
                     *             "kind": "operator"
                     *           },
                     *           "reason": "Version 2 sends every caller to the desk",
                     *           "commandId": "roll-back-1"
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["VersionChangeReply"];
                };
            };
        };
    };
    readonly "DefinitionVersions.retire": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
                /**
                 * @description Version of the definition.
                 * @example 1
                 */
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["VersionChangeRequest"];
            };
        };
        readonly responses: {
            /** @description The change, and the journeys that still run the version. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "CHANGED",
                     *       "change": {
                     *         "type": "DefinitionRetired",
                     *         "version": 2,
                     *         "revision": 2,
                     *         "position": "4720",
                     *         "occurredAt": "2026-11-03T10:00:00.000Z",
                     *         "actor": {
                     *           "subject": "desk-lead",
                     *           "clientId": "desk-lead",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "Version 2 sends every caller to the desk",
                     *         "commandId": null
                     *       },
                     *       "current": {
                     *         "version": 1,
                     *         "since": {
                     *           "type": "DefinitionRetired",
                     *           "version": 2,
                     *           "revision": 2,
                     *           "position": "4720",
                     *           "occurredAt": "2026-11-03T10:00:00.000Z",
                     *           "actor": {
                     *             "subject": "desk-lead",
                     *             "clientId": "desk-lead",
                     *             "kind": "operator"
                     *           },
                     *           "reason": "Version 2 sends every caller to the desk",
                     *           "commandId": null
                     *         }
                     *       },
                     *       "openJourneys": {
                     *         "position": "4720",
                     *         "count": 1,
                     *         "states": [
                     *           {
                     *             "stateId": "REQUESTED",
                     *             "journeys": 1
                     *           }
                     *         ],
                     *         "sample": [
                     *           {
                     *             "sessionId": "call-4711",
                     *             "version": 2,
                     *             "stateId": "REQUESTED",
                     *             "enteredAt": "2026-11-03T09:58:00.000Z"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["RetirementReply"];
                };
            };
        };
    };
    readonly "DefinitionVersions.unretire": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
                /**
                 * @description Version of the definition.
                 * @example 1
                 */
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["VersionChangeRequest"];
            };
        };
        readonly responses: {
            /** @description The change. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "CHANGED",
                     *       "change": {
                     *         "type": "DefinitionUnretired",
                     *         "version": 2,
                     *         "revision": 3,
                     *         "position": "4720",
                     *         "occurredAt": "2026-11-03T10:00:00.000Z",
                     *         "actor": {
                     *           "subject": "desk-lead",
                     *           "clientId": "desk-lead",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "It was corrected",
                     *         "commandId": null
                     *       },
                     *       "current": {
                     *         "version": 1,
                     *         "since": {
                     *           "type": "DefinitionPublished",
                     *           "version": 1,
                     *           "revision": 0,
                     *           "position": "4711",
                     *           "occurredAt": "2026-11-02T09:00:00.000Z",
                     *           "actor": {
                     *             "subject": "flow-team",
                     *             "clientId": "flow-team",
                     *             "kind": "caller"
                     *           },
                     *           "commandId": null
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["VersionChangeReply"];
                };
            };
        };
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
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The differences, and the open journeys of the earlier version that are in an affected state. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "from": 1,
                     *       "to": 2,
                     *       "same": false,
                     *       "changes": [
                     *         {
                     *           "part": "timeout",
                     *           "kind": "changed",
                     *           "path": "/states/REQUESTED/timeout/after",
                     *           "stateId": "REQUESTED",
                     *           "message": "Timeout of \"REQUESTED\": after is \"PT1H\" instead of \"PT2H\".",
                     *           "before": "PT2H",
                     *           "after": "PT1H"
                     *         }
                     *       ],
                     *       "affectedStates": [
                     *         "REQUESTED"
                     *       ],
                     *       "upgrade": {
                     *         "from": 1,
                     *         "when": "resume",
                     *         "why": "Proven safe: every state keeps its transitions, and the context takes what it took, with defaults for what it requires."
                     *       },
                     *       "openJourneys": {
                     *         "position": "4720",
                     *         "count": 1,
                     *         "states": [
                     *           {
                     *             "stateId": "REQUESTED",
                     *             "journeys": 1
                     *           }
                     *         ],
                     *         "sample": [
                     *           {
                     *             "sessionId": "call-4711",
                     *             "version": 1,
                     *             "stateId": "REQUESTED",
                     *             "enteredAt": "2026-11-03T09:58:00.000Z"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionDiff"];
                };
            };
        };
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
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DefinitionToPublish"];
                readonly "application/yaml": components["schemas"]["DefinitionToPublish"];
                readonly "application/x-yaml": components["schemas"]["DefinitionToPublish"];
                readonly "text/yaml": components["schemas"]["DefinitionToPublish"];
            };
        };
        readonly responses: {
            /** @description The differences, and the open journeys of the earlier version that are in an affected state. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "from": 1,
                     *       "to": 2,
                     *       "same": false,
                     *       "changes": [
                     *         {
                     *           "part": "timeout",
                     *           "kind": "changed",
                     *           "path": "/states/REQUESTED/timeout/after",
                     *           "stateId": "REQUESTED",
                     *           "message": "Timeout of \"REQUESTED\": after is \"PT1H\" instead of \"PT2H\".",
                     *           "before": "PT2H",
                     *           "after": "PT1H"
                     *         }
                     *       ],
                     *       "affectedStates": [
                     *         "REQUESTED"
                     *       ],
                     *       "upgrade": {
                     *         "from": 1,
                     *         "when": "resume",
                     *         "why": "Proven safe: every state keeps its transitions, and the context takes what it took, with defaults for what it requires."
                     *       },
                     *       "openJourneys": {
                     *         "position": "4720",
                     *         "count": 1,
                     *         "states": [
                     *           {
                     *             "stateId": "REQUESTED",
                     *             "journeys": 1
                     *           }
                     *         ],
                     *         "sample": [
                     *           {
                     *             "sessionId": "call-4711",
                     *             "version": 1,
                     *             "stateId": "REQUESTED",
                     *             "enteredAt": "2026-11-03T09:58:00.000Z"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionDiff"];
                };
            };
        };
    };
    readonly "DefinitionDiagram.diagram": {
        readonly parameters: {
            readonly query?: {
                /** @description Text for Mermaid, or a picture. Default: mermaid. */
                readonly format?: "mermaid" | "svg";
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
                /**
                 * @description Version of the definition.
                 * @example 1
                 */
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Text of a Mermaid diagram, or an SVG document. */
            readonly 200: {
                headers: {
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
                    /** @example <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title">…</svg> */
                    readonly "image/svg+xml": string;
                };
            };
        };
    };
    readonly "DefinitionDiagram.layout": {
        readonly parameters: {
            readonly query?: {
                /** @description Hash of the version: with it, the reply may be stored for ever. */
                readonly hash?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
                /**
                 * @description Version of the definition.
                 * @example 1
                 */
                readonly version: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The layout. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "CallbackRequest",
                     *       "version": 1,
                     *       "hash": "3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f",
                     *       "engine": "elk",
                     *       "width": 420,
                     *       "height": 72,
                     *       "nodes": [
                     *         {
                     *           "key": "start",
                     *           "kind": "start",
                     *           "stateId": null,
                     *           "label": "",
                     *           "final": false,
                     *           "x": 16,
                     *           "y": 28,
                     *           "width": 16,
                     *           "height": 16
                     *         },
                     *         {
                     *           "key": "state:REQUESTED",
                     *           "kind": "state",
                     *           "stateId": "REQUESTED",
                     *           "label": "REQUESTED",
                     *           "final": false,
                     *           "x": 88,
                     *           "y": 16,
                     *           "width": 96,
                     *           "height": 40
                     *         }
                     *       ],
                     *       "edges": [
                     *         {
                     *           "key": "initial:[\"start\",\"state:REQUESTED\"]",
                     *           "kind": "initial",
                     *           "from": "start",
                     *           "to": "state:REQUESTED",
                     *           "lines": [],
                     *           "transitions": [],
                     *           "after": null,
                     *           "points": [
                     *             {
                     *               "x": 32,
                     *               "y": 36
                     *             },
                     *             {
                     *               "x": 88,
                     *               "y": 36
                     *             }
                     *           ],
                     *           "labelBox": null
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionLayout"];
                };
            };
        };
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
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DefinitionToPublish"];
                readonly "application/yaml": components["schemas"]["DefinitionToPublish"];
                readonly "application/x-yaml": components["schemas"]["DefinitionToPublish"];
                readonly "text/yaml": components["schemas"]["DefinitionToPublish"];
            };
        };
        readonly responses: {
            /** @description How far it is, and the report. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {"progress":{"journeys":0,"events":0,"total":{"journeys":2410,"events":9877}}}
                     *     {"report":{"id":"CallbackRequest","version":2,"at":"2026-11-03T10:00:00.000Z","since":"2026-10-04T10:00:00.000Z","every":1,"journeys":2410,"events":9877,"same":2396,"baseline":1,"earlier":2,"changes":{"refused":12,"elsewhere":0,"timedOut":2,"notTimedOut":0,"ending":0,"stranded":0},"findings":[{"change":"refused","stateId":"REQUESTED","command":"TransitionJourney","target":"CALLED","code":"GUARD_FAILED","earlier":false,"journeys":12,"reason":"The guard of \"REQUESTED\" -> \"CALLED\", context.agreed == true, is false; nothing is allowed from here now.","examples":["call-4711"]},{"change":"timedOut","stateId":"REQUESTED","instead":"ABORT_TIMEOUT","earlier":true,"journeys":2,"reason":"\"REQUESTED\" would have timed out at 2026-11-02T11:00:00.000Z.","examples":["call-4712","call-4715"]}],"moreFindings":0,"recorded":{"ACTIVE":10,"COMPLETED":2390,"TIMED_OUT":10},"predicted":{"ACTIVE":10,"COMPLETED":2376,"TIMED_OUT":12,"unknown":12},"funnel":[{"stateId":"REQUESTED","recorded":2410,"predicted":2410},{"stateId":"CALLED","recorded":2390,"predicted":2376}]}}
                     */
                    readonly "application/x-ndjson": string;
                };
            };
        };
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
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Timeouts.list": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Every state in which journeys wait; the changes, oldest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "definitionId": "CustomerJourneyState",
                     *       "revision": 1,
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
                     *       ],
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
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DefinitionTimeouts"];
                };
            };
        };
    };
    readonly "Timeouts.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
                /**
                 * @description A state of the definition.
                 * @example PAYMENT_COLLECTOR
                 */
                readonly stateId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What applies to new entrants; the state’s changes, oldest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "definitionId": "CustomerJourneyState",
                     *       "revision": 1,
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
                     *       ],
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
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["StateTimeout"];
                };
            };
        };
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
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
                /**
                 * @description A state of the definition.
                 * @example PAYMENT_COLLECTOR
                 */
                readonly stateId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OverrideRequest"];
            };
        };
        readonly responses: {
            /** @description The change; with preview=true, the journeys that it would affect. */
            readonly 200: {
                headers: {
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
                    readonly "application/json": components["schemas"]["TimeoutChangeReply"] | components["schemas"]["TimeoutPreview"];
                };
            };
        };
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
            readonly path: {
                /**
                 * @description Id of the definition.
                 * @example CustomerJourneyState
                 */
                readonly definitionId: string;
                /**
                 * @description A state of the definition.
                 * @example PAYMENT_COLLECTOR
                 */
                readonly stateId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The change; with preview=true, the journeys that it would affect. */
            readonly 200: {
                headers: {
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
                    readonly "application/json": components["schemas"]["TimeoutChangeReply"] | components["schemas"]["TimeoutPreview"];
                };
            };
        };
    };
    readonly "Timeouts.tenant": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Pauses apply to all definitions; the changes, oldest first. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Timeouts.pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PauseRequest"];
            };
        };
        readonly responses: {
            /** @description Deadlines are paused from occurredAt. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Timeouts.resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PauseRequest"];
            };
        };
        readonly responses: {
            /** @description Open deadlines were moved. */
            readonly 200: {
                headers: {
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
        };
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
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
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
                     *           "overdue": false,
                     *           "claim": null,
                     *           "delivery": null,
                     *           "completion": null,
                     *           "withdrawal": null,
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
        };
    };
    readonly "Escalations.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey, a colon and the revision that asked for the escalation.
                 * @example call-4711:2
                 */
                readonly escalationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The escalation, always current, and every event of it. */
            readonly 200: {
                headers: {
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
                     *       "overdue": false,
                     *       "claim": null,
                     *       "delivery": null,
                     *       "completion": null,
                     *       "withdrawal": null,
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
        };
    };
    readonly "Escalations.claim": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey, a colon and the revision that asked for the escalation.
                 * @example call-4711:2
                 */
                readonly escalationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClaimRequest"];
            };
        };
        readonly responses: {
            /** @description The claimant holds it until claim.until. */
            readonly 200: {
                headers: {
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
                     *       "overdue": false,
                     *       "claim": {
                     *         "claimant": "desk-7/ann",
                     *         "at": "2026-11-02T09:41:00.000Z",
                     *         "until": "2026-11-02T09:46:00.000Z"
                     *       },
                     *       "delivery": null,
                     *       "completion": null,
                     *       "withdrawal": null,
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
        };
    };
    readonly "Escalations.release": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey, a colon and the revision that asked for the escalation.
                 * @example call-4711:2
                 */
                readonly escalationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReleaseRequest"];
            };
        };
        readonly responses: {
            /** @description It is open again. */
            readonly 200: {
                headers: {
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
                     *       "overdue": false,
                     *       "claim": null,
                     *       "delivery": null,
                     *       "completion": null,
                     *       "withdrawal": null,
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
        };
    };
    readonly "Escalations.complete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey, a colon and the revision that asked for the escalation.
                 * @example call-4711:2
                 */
                readonly escalationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["CompleteRequest"];
            };
        };
        readonly responses: {
            /** @description It is completed. */
            readonly 200: {
                headers: {
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
                     *       "overdue": false,
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
                     *       "withdrawal": null,
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
        };
    };
    readonly "Escalations.replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Key of the journey, a colon and the revision that asked for the escalation.
                 * @example call-4711:2
                 */
                readonly escalationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        readonly responses: {
            /** @description It is sent at once, and retried for as long as a new one. */
            readonly 200: {
                headers: {
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
                     *       "overdue": false,
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
                     *       "withdrawal": null,
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
        };
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
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "violations": [
                     *         {
                     *           "sessionId": "claim-4711",
                     *           "policy": "identified",
                     *           "kind": "precedence",
                     *           "definitionId": "CardClaim",
                     *           "definitionVersion": 1,
                     *           "journeyRevision": 2,
                     *           "brokenAt": "2026-11-03T09:14:07.120Z",
                     *           "deadline": null,
                     *           "stateId": "PAID_OUT",
                     *           "customerId": null,
                     *           "escalationId": null,
                     *           "position": "4711",
                     *           "recordedAt": "2026-11-03T09:14:08.020Z"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["PolicyViolationPage"];
                };
            };
        };
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
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
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
                     *           "previousStateId": "INTRO_WELCOME",
                     *           "revision": 1,
                     *           "enteredAt": "2026-11-02T09:00:00.000Z",
                     *           "startedAt": "2026-11-02T09:29:12.000Z",
                     *           "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *           "deadline": null,
                     *           "overdue": false,
                     *           "channel": "voice",
                     *           "customerId": null,
                     *           "context": {
                     *             "verified": false,
                     *             "fraudScore": 0
                     *           },
                     *           "position": "41",
                     *           "stuck": [
                     *             {
                     *               "kind": "slow",
                     *               "reason": "In AGENT_ESCALATION for 30 min; the median of 412 visits is 4 min.",
                     *               "waitedMs": 1800000,
                     *               "medianMs": 240000,
                     *               "visits": 412
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["StuckJourneyPage"];
                };
            };
        };
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
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Operations.request": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OperationRequest"];
            };
        };
        readonly responses: {
            /** @description What it would do; nothing was stored. */
            readonly 200: {
                headers: {
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
            /** @description Recorded; GET /v1/operations/{operationId} shows its progress. */
            readonly 202: {
                headers: {
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
        };
    };
    readonly "Operations.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the batch operation.
                 * @example 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11
                 */
                readonly operationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The batch operation, always current. */
            readonly 200: {
                headers: {
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
        };
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
            readonly path: {
                /**
                 * @description Id of the batch operation.
                 * @example 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11
                 */
                readonly operationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Operations.pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the batch operation.
                 * @example 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11
                 */
                readonly operationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["OperationStepRequest"];
            };
        };
        readonly responses: {
            /** @description The batch operation, always current. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Operations.resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the batch operation.
                 * @example 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11
                 */
                readonly operationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["OperationStepRequest"];
            };
        };
        readonly responses: {
            /** @description The batch operation, always current. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Operations.cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the batch operation.
                 * @example 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11
                 */
                readonly operationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["OperationStepRequest"];
            };
        };
        readonly responses: {
            /** @description The batch operation, always current. */
            readonly 200: {
                headers: {
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
        };
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
        readonly responses: {
            /** @description All projections, in the order in which they are applied. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Projections.rebuild": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Name of the projection.
                 * @example timeline
                 */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["RebuildRequest"];
            };
        };
        readonly responses: {
            /** @description Requested; GET /v1/projections shows its progress. */
            readonly 202: {
                headers: {
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
                     *       "progress": 0,
                     *       "recordedAt": "41667"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["RequestedRebuild"];
                };
            };
        };
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
            readonly path: {
                /**
                 * @description Name of the projection.
                 * @example timeline
                 */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Requested; carried out before its next batch. */
            readonly 202: {
                headers: {
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
                     *       "progress": 0.48,
                     *       "recordedAt": "41668"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["RequestedRebuild"];
                };
            };
        };
    };
    readonly "Projections.deadLetters": {
        readonly parameters: {
            readonly query?: {
                /** @description Most dead letters, 1 to 1,000. Default: 100. */
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Name of the projection.
                 * @example timeline
                 */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The dead letters. */
            readonly 200: {
                headers: {
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
        };
    };
    readonly "Projections.retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Name of the projection.
                 * @example timeline
                 */
                readonly name: string;
                /**
                 * @description Position of the event in the ledger.
                 * @example 41
                 */
                readonly position: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["RetryRequest"];
            };
        };
        readonly responses: {
            /** @description Requested; the list of dead letters shows the result. */
            readonly 202: {
                headers: {
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
                     *       "retryRequestedAt": "2026-11-02T10:00:00.000Z",
                     *       "recordedAt": "41669"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["RequestedRetry"];
                };
            };
        };
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
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
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
                };
            };
        };
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
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
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
                };
            };
        };
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
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
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
                     *           "completedElsewhere": 120,
                     *           "failed": 6,
                     *           "abandoned": 51,
                     *           "medianMs": null,
                     *           "p95Ms": null
                     *         },
                     *         {
                     *           "state": "PAYMENT_COLLECTOR",
                     *           "reached": 811,
                     *           "conversion": 0.811,
                     *           "stepConversion": 0.811,
                     *           "open": 0,
                     *           "completedElsewhere": 0,
                     *           "failed": 0,
                     *           "abandoned": 0,
                     *           "medianMs": 48000,
                     *           "p95Ms": 96500
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["FunnelAnalytics"];
                };
            };
        };
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
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
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
                };
            };
        };
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
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
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
                };
            };
        };
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
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "journeys": 1000,
                     *       "outcomes": {
                     *         "open": 12,
                     *         "success": 805,
                     *         "failure": 6,
                     *         "abandoned": 51,
                     *         "completed": 126
                     *       },
                     *       "duration": {
                     *         "totalMs": 98400000,
                     *         "meanMs": 98400,
                     *         "minMs": 4000,
                     *         "maxMs": 1802000,
                     *         "p50Ms": 81000,
                     *         "p90Ms": 190000,
                     *         "p95Ms": 260000.5,
                     *         "p99Ms": 540000
                     *       },
                     *       "rework": {
                     *         "journeys": 41,
                     *         "visits": 57,
                     *         "states": [
                     *           {
                     *             "definitionId": "CustomerJourneyState",
                     *             "state": "IDENTIFY",
                     *             "journeys": 41,
                     *             "visits": 57
                     *           }
                     *         ]
                     *       },
                     *       "starts": [
                     *         {
                     *           "definitionId": "CustomerJourneyState",
                     *           "state": "INTRO_WELCOME",
                     *           "journeys": 1000
                     *         }
                     *       ],
                     *       "ends": [
                     *         {
                     *           "definitionId": "CustomerJourneyState",
                     *           "state": "COMPLETED",
                     *           "journeys": 805,
                     *           "outcome": "success"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CaseAnalytics"];
                };
            };
        };
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
        readonly responses: {
            /** @description The figures. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "interval": "day",
                     *       "timeZone": "Europe/Berlin",
                     *       "series": [
                     *         {
                     *           "start": "2026-11-02T00:00:00.000+01:00",
                     *           "end": "2026-11-03T00:00:00.000+01:00",
                     *           "started": 140,
                     *           "ended": 138,
                     *           "success": 112,
                     *           "failure": 1,
                     *           "abandoned": 8,
                     *           "completed": 17,
                     *           "transitions": 402,
                     *           "timeouts": 6,
                     *           "refused": 9
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["SeriesAnalytics"];
                };
            };
        };
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
        readonly responses: {
            /** @description The export. */
            readonly 200: {
                headers: {
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
        };
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
        readonly responses: {
            /** @description The export. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /** @example PAR1… */
                    readonly "application/vnd.apache.parquet": string;
                };
            };
        };
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
        readonly responses: {
            /** @description The export. */
            readonly 200: {
                headers: {
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
        };
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
        readonly responses: {
            /** @description The export. */
            readonly 200: {
                headers: {
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
                     *           "attributes": [
                     *             {
                     *               "name": "to",
                     *               "value": "PAYMENT_COLLECTOR"
                     *             }
                     *           ],
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
        };
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
        readonly responses: {
            /** @description The export. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /** @example {"specversion":"1.0","id":"41","source":"urn:journey-ledger:default","type":"io.journey-ledger.JourneyTransitioned","subject":"call-4711","time":"2026-11-02T09:30:00.000Z","datacontenttype":"application/json","recordedtime":"2026-11-02T09:30:00.004Z","position":"41","revision":1,"actorkind":"caller","actorsubject":"anonymous","hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","data":{"from":"INTRO_WELCOME","to":"PAYMENT_COLLECTOR"}} */
                    readonly "application/x-ndjson": string;
                };
            };
        };
    };
    readonly "Sandboxes.create": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SandboxRequest"];
            };
        };
        readonly responses: {
            /** @description It was created. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sandboxId": "0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "now": "2026-11-02T09:30:00.000Z",
                     *       "expiresAt": "2026-11-02T10:30:00.000Z",
                     *       "journeys": []
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Sandbox"];
                };
            };
        };
    };
    readonly "Sandboxes.read": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the sandbox.
                 * @example 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11
                 */
                readonly sandboxId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The sandbox. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sandboxId": "0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "now": "2026-11-02T09:30:00.000Z",
                     *       "expiresAt": "2026-11-02T10:30:00.000Z",
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
                     *           "initiatingSource": "inbound_queue",
                     *           "context": {
                     *             "verified": false,
                     *             "fraudScore": 0
                     *           },
                     *           "allowedTargets": [
                     *             "COMPLETED",
                     *             "AGENT_ESCALATION"
                     *           ],
                     *           "position": "41"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Sandbox"];
                };
            };
        };
    };
    readonly "Sandboxes.close": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the sandbox.
                 * @example 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11
                 */
                readonly sandboxId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is closed; this is how it was. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sandboxId": "0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11",
                     *       "definitionId": "CustomerJourneyState",
                     *       "definitionVersion": 1,
                     *       "now": "2026-11-02T09:30:00.000Z",
                     *       "expiresAt": "2026-11-02T10:30:00.000Z",
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
                     *           "initiatingSource": "inbound_queue",
                     *           "context": {
                     *             "verified": false,
                     *             "fraudScore": 0
                     *           },
                     *           "allowedTargets": [
                     *             "COMPLETED",
                     *             "AGENT_ESCALATION"
                     *           ],
                     *           "position": "41"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Sandbox"];
                };
            };
        };
    };
    readonly "Sandboxes.command": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the sandbox.
                 * @example 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11
                 */
                readonly sandboxId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CommandLine"];
            };
        };
        readonly responses: {
            /** @description What it did. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "CREATED",
                     *       "replayed": false,
                     *       "code": null,
                     *       "reason": null,
                     *       "events": [],
                     *       "journey": {
                     *         "sessionId": "call-4711",
                     *         "definitionId": "CustomerJourneyState",
                     *         "definitionVersion": 1,
                     *         "status": "ACTIVE",
                     *         "stateId": "PAYMENT_COLLECTOR",
                     *         "previousStateId": "INTRO_WELCOME",
                     *         "revision": 1,
                     *         "enteredAt": "2026-11-02T09:30:00.000Z",
                     *         "startedAt": "2026-11-02T09:29:12.000Z",
                     *         "lastUpdatedAt": "2026-11-02T09:30:00.000Z",
                     *         "deadline": "2026-11-02T09:40:00.000Z",
                     *         "overdue": false,
                     *         "channel": "voice",
                     *         "customerId": null,
                     *         "initiatingSource": "inbound_queue",
                     *         "context": {
                     *           "verified": false,
                     *           "fraudScore": 0
                     *         },
                     *         "allowedTargets": [
                     *           "COMPLETED",
                     *           "AGENT_ESCALATION"
                     *         ],
                     *         "position": "41"
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["SandboxReply"];
                };
            };
        };
    };
    readonly "Sandboxes.clock": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the sandbox.
                 * @example 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11
                 */
                readonly sandboxId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SandboxClockRequest"];
            };
        };
        readonly responses: {
            /** @description What happened. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "now": "2026-11-02T09:32:00.000Z",
                     *       "happened": [
                     *         {
                     *           "sessionId": "call-4711",
                     *           "type": "ABORT_TIMEOUT",
                     *           "revision": 1,
                     *           "occurredAt": "2026-11-02T09:32:00.000Z",
                     *           "stateId": "ABORT_TIMEOUT",
                     *           "data": {
                     *             "from": "INTRO_WELCOME",
                     *             "to": "ABORT_TIMEOUT"
                     *           },
                     *           "code": null,
                     *           "reason": null
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["SandboxClock"];
                };
            };
        };
    };
    readonly "Sandboxes.timeline": {
        readonly parameters: {
            readonly query?: {
                /** @description Only entries of this journey. */
                readonly sessionId?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Id of the sandbox.
                 * @example 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11
                 */
                readonly sandboxId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Events and refused commands. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entries": [
                     *         {
                     *           "sessionId": "call-4711",
                     *           "type": "ABORT_TIMEOUT",
                     *           "revision": 1,
                     *           "occurredAt": "2026-11-02T09:32:00.000Z",
                     *           "stateId": "ABORT_TIMEOUT",
                     *           "data": {
                     *             "from": "INTRO_WELCOME",
                     *             "to": "ABORT_TIMEOUT"
                     *           },
                     *           "code": null,
                     *           "reason": null
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["SandboxTimeline"];
                };
            };
        };
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
        readonly responses: {
            /** @description Stored events first, if asked for, then live ones. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 41
                     *     event: JourneyTransitioned
                     *     data: {"position":"41","type":"JourneyTransitioned","category":"journey","id":"call-4711","revision":1,"eventId":"0b8e4a52-9c55-5df1-8a43-0c4f7a3f9e02","occurredAt":"2026-11-02T09:30:00.000Z","recordedAt":"2026-11-02T09:30:00.004Z","actor":{"subject":"anonymous","kind":"caller"},"hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","data":{"from":"INTRO_WELCOME","to":"PAYMENT_COLLECTOR"}}
                     */
                    readonly "text/event-stream": string;
                };
            };
        };
    };
    readonly "LiveCounts.stream": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A snapshot, then updates. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 6f1c-1
                     *     event: snapshot
                     *     data: {"kind":"snapshot","at":"2026-11-02T09:30:00.000Z","position":"41","states":[{"definitionId":"CustomerJourneyState","version":1,"stateId":"PAYMENT_COLLECTOR","final":false,"journeys":12,"overdue":1}],"journeys":12,"active":12,"overdue":1,"overdueEscalations":2,"refusedLastHour":3,"refusedJourneysLastHour":2,"lagEvents":0,"lagSeconds":0}
                     */
                    readonly "text/event-stream": string;
                };
            };
        };
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
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accesses": [
                     *         {
                     *           "at": "2026-11-02T09:30:00.000Z",
                     *           "until": "2026-11-02T09:30:00.000Z",
                     *           "times": 1,
                     *           "subject": "auditor-7",
                     *           "clientId": "a7Kd93Xw",
                     *           "route": "JourneyViews.timeline",
                     *           "sessionIds": [
                     *             "call-4711"
                     *           ],
                     *           "query": null,
                     *           "purpose": "Complaint 81",
                     *           "position": "4711"
                     *         }
                     *       ],
                     *       "searchedFrom": "2026-11-02T00:00:00.000Z",
                     *       "nextCursor": "MjAyNi0xMS0wMlQwOTozMHxjYWxsLTQ3MTE"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AccessPage"];
                };
            };
        };
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
        readonly responses: {
            /** @description The keys, in the order in which they were created. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "revision": 1,
                     *       "keys": [
                     *         {
                     *           "keyId": "a7Kd93Xw",
                     *           "name": "payment-flow",
                     *           "owner": "Contact centre",
                     *           "tenant": "default",
                     *           "environment": "live",
                     *           "scopes": [
                     *             "statestore.read",
                     *             "statestore.write"
                     *           ],
                     *           "definitions": [
                     *             "CustomerJourneyState"
                     *           ],
                     *           "cidrs": [
                     *             "10.20.0.0/16"
                     *           ],
                     *           "status": "active",
                     *           "createdAt": "2026-11-02T09:30:00.000Z",
                     *           "createdBy": {
                     *             "subject": "first-admin",
                     *             "clientId": "q3Zt0aWp",
                     *             "kind": "operator"
                     *           },
                     *           "reason": "Go-live of the payment flow",
                     *           "expiresAt": "2027-11-02T09:30:00.000Z",
                     *           "lastUsedAt": "2026-11-03T10:12:00.000Z",
                     *           "replaces": null,
                     *           "replacedBy": null,
                     *           "revokedAt": null
                     *         }
                     *       ],
                     *       "lastAdminKey": null,
                     *       "fromSettings": [
                     *         {
                     *           "clientId": "bootstrap",
                     *           "scopes": [
                     *             "admin"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["KeyList"];
                };
            };
        };
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
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["KeyRequest"];
            };
        };
        readonly responses: {
            /** @description A repeat: the key exists, and is not shown again. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "CREATED",
                     *       "key": {
                     *         "keyId": "a7Kd93Xw",
                     *         "name": "payment-flow",
                     *         "owner": "Contact centre",
                     *         "tenant": "default",
                     *         "environment": "live",
                     *         "scopes": [
                     *           "statestore.read",
                     *           "statestore.write"
                     *         ],
                     *         "definitions": [
                     *           "CustomerJourneyState"
                     *         ],
                     *         "cidrs": [
                     *           "10.20.0.0/16"
                     *         ],
                     *         "status": "active",
                     *         "createdAt": "2026-11-02T09:30:00.000Z",
                     *         "createdBy": {
                     *           "subject": "first-admin",
                     *           "clientId": "q3Zt0aWp",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "Go-live of the payment flow",
                     *         "expiresAt": "2027-11-02T09:30:00.000Z",
                     *         "lastUsedAt": "2026-11-03T10:12:00.000Z",
                     *         "replaces": null,
                     *         "replacedBy": null,
                     *         "revokedAt": null
                     *       },
                     *       "secret": null,
                     *       "change": {
                     *         "type": "KeyCreated",
                     *         "keyId": "a7Kd93Xw",
                     *         "revision": 1,
                     *         "position": "4711",
                     *         "occurredAt": "2026-11-02T09:30:00.000Z",
                     *         "actor": {
                     *           "subject": "first-admin",
                     *           "clientId": "q3Zt0aWp",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "Go-live of the payment flow",
                     *         "commandId": "payment-flow-key-1"
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["NewKey"];
                };
            };
            /** @description The key. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "CREATED",
                     *       "key": {
                     *         "keyId": "a7Kd93Xw",
                     *         "name": "payment-flow",
                     *         "owner": "Contact centre",
                     *         "tenant": "default",
                     *         "environment": "live",
                     *         "scopes": [
                     *           "statestore.read",
                     *           "statestore.write"
                     *         ],
                     *         "definitions": [
                     *           "CustomerJourneyState"
                     *         ],
                     *         "cidrs": [
                     *           "10.20.0.0/16"
                     *         ],
                     *         "status": "active",
                     *         "createdAt": "2026-11-02T09:30:00.000Z",
                     *         "createdBy": {
                     *           "subject": "first-admin",
                     *           "clientId": "q3Zt0aWp",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "Go-live of the payment flow",
                     *         "expiresAt": "2027-11-02T09:30:00.000Z",
                     *         "lastUsedAt": null,
                     *         "replaces": null,
                     *         "replacedBy": null,
                     *         "revokedAt": null
                     *       },
                     *       "secret": "jlk_live_a7Kd93Xwxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                     *       "change": {
                     *         "type": "KeyCreated",
                     *         "keyId": "a7Kd93Xw",
                     *         "revision": 1,
                     *         "position": "4711",
                     *         "occurredAt": "2026-11-02T09:30:00.000Z",
                     *         "actor": {
                     *           "subject": "first-admin",
                     *           "clientId": "q3Zt0aWp",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "Go-live of the payment flow",
                     *         "commandId": "payment-flow-key-1"
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["NewKey"];
                };
            };
        };
    };
    readonly "Keys.read": {
        readonly parameters: {
            readonly query?: {
                /** @description Tenant of the keys; only keys of the tenant default may name another. Default: the caller’s. */
                readonly tenant?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The eight characters of the key after jlk_live_ or jlk_test_.
                 * @example a7Kd93Xw
                 */
                readonly keyId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The key with its history. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keyId": "a7Kd93Xw",
                     *       "name": "payment-flow",
                     *       "owner": "Contact centre",
                     *       "tenant": "default",
                     *       "environment": "live",
                     *       "scopes": [
                     *         "statestore.read",
                     *         "statestore.write"
                     *       ],
                     *       "definitions": [
                     *         "CustomerJourneyState"
                     *       ],
                     *       "cidrs": [
                     *         "10.20.0.0/16"
                     *       ],
                     *       "status": "active",
                     *       "createdAt": "2026-11-02T09:30:00.000Z",
                     *       "createdBy": {
                     *         "subject": "first-admin",
                     *         "clientId": "q3Zt0aWp",
                     *         "kind": "operator"
                     *       },
                     *       "reason": "Go-live of the payment flow",
                     *       "expiresAt": "2027-11-02T09:30:00.000Z",
                     *       "lastUsedAt": "2026-11-03T10:12:00.000Z",
                     *       "replaces": null,
                     *       "replacedBy": null,
                     *       "revokedAt": null,
                     *       "history": [
                     *         {
                     *           "type": "KeyCreated",
                     *           "keyId": "a7Kd93Xw",
                     *           "revision": 1,
                     *           "position": "4711",
                     *           "occurredAt": "2026-11-02T09:30:00.000Z",
                     *           "actor": {
                     *             "subject": "first-admin",
                     *             "clientId": "q3Zt0aWp",
                     *             "kind": "operator"
                     *           },
                     *           "reason": "Go-live of the payment flow",
                     *           "commandId": "payment-flow-key-1"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["KeyDetails"];
                };
            };
        };
    };
    readonly "Keys.rotate": {
        readonly parameters: {
            readonly query?: {
                /** @description Tenant of the keys; only keys of the tenant default may name another. Default: the caller’s. */
                readonly tenant?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The eight characters of the key after jlk_live_ or jlk_test_.
                 * @example a7Kd93Xw
                 */
                readonly keyId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["KeyRotationRequest"];
            };
        };
        readonly responses: {
            /** @description The new key. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "ROTATED",
                     *       "key": {
                     *         "keyId": "f0Rm2LqE",
                     *         "name": "payment-flow",
                     *         "owner": "Contact centre",
                     *         "tenant": "default",
                     *         "environment": "live",
                     *         "scopes": [
                     *           "statestore.read",
                     *           "statestore.write"
                     *         ],
                     *         "definitions": [
                     *           "CustomerJourneyState"
                     *         ],
                     *         "cidrs": [
                     *           "10.20.0.0/16"
                     *         ],
                     *         "status": "active",
                     *         "createdAt": "2027-10-01T08:00:00.000Z",
                     *         "createdBy": {
                     *           "subject": "first-admin",
                     *           "clientId": "q3Zt0aWp",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "Yearly rotation",
                     *         "expiresAt": "2028-09-30T08:00:00.000Z",
                     *         "lastUsedAt": null,
                     *         "replaces": "a7Kd93Xw",
                     *         "replacedBy": null,
                     *         "revokedAt": null
                     *       },
                     *       "secret": "jlk_live_f0Rm2LqExxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                     *       "change": {
                     *         "type": "KeyRotated",
                     *         "keyId": "f0Rm2LqE",
                     *         "revision": 2,
                     *         "position": "9214",
                     *         "occurredAt": "2027-10-01T08:00:00.000Z",
                     *         "actor": {
                     *           "subject": "first-admin",
                     *           "clientId": "q3Zt0aWp",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "Yearly rotation",
                     *         "commandId": "payment-flow-key-2",
                     *         "replacedKeyId": "a7Kd93Xw"
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["NewKey"];
                };
            };
        };
    };
    readonly "Keys.revoke": {
        readonly parameters: {
            readonly query?: {
                /** @description Tenant of the keys; only keys of the tenant default may name another. Default: the caller’s. */
                readonly tenant?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The eight characters of the key after jlk_live_ or jlk_test_.
                 * @example a7Kd93Xw
                 */
                readonly keyId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["KeyRevocationRequest"];
            };
        };
        readonly responses: {
            /** @description The key. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "REVOKED",
                     *       "key": {
                     *         "keyId": "a7Kd93Xw",
                     *         "name": "payment-flow",
                     *         "owner": "Contact centre",
                     *         "tenant": "default",
                     *         "environment": "live",
                     *         "scopes": [
                     *           "statestore.read",
                     *           "statestore.write"
                     *         ],
                     *         "definitions": [
                     *           "CustomerJourneyState"
                     *         ],
                     *         "cidrs": [
                     *           "10.20.0.0/16"
                     *         ],
                     *         "status": "revoked",
                     *         "createdAt": "2026-11-02T09:30:00.000Z",
                     *         "createdBy": {
                     *           "subject": "first-admin",
                     *           "clientId": "q3Zt0aWp",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "Go-live of the payment flow",
                     *         "expiresAt": "2027-11-02T09:30:00.000Z",
                     *         "lastUsedAt": "2026-11-03T10:12:00.000Z",
                     *         "replaces": null,
                     *         "replacedBy": null,
                     *         "revokedAt": "2027-10-01T09:12:00.000Z"
                     *       },
                     *       "change": {
                     *         "type": "KeyRevoked",
                     *         "keyId": "a7Kd93Xw",
                     *         "revision": 3,
                     *         "position": "9301",
                     *         "occurredAt": "2027-10-01T09:12:00.000Z",
                     *         "actor": {
                     *           "subject": "first-admin",
                     *           "clientId": "q3Zt0aWp",
                     *           "kind": "operator"
                     *         },
                     *         "reason": "The key was in a log",
                     *         "commandId": "payment-flow-key-3"
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["RevokedKey"];
                };
            };
        };
    };
    readonly "OAuth.token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
                readonly "application/json": components["schemas"]["TokenRequest"];
            };
        };
        readonly responses: {
            /** @description The token. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOiJ1cm46am91cm5leS1sZWRnZXIifQ.c2lnbmF0dXJl",
                     *       "token_type": "Bearer",
                     *       "expires_in": 3600,
                     *       "scope": "statestore.read statestore.write"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AccessToken"];
                };
            };
        };
    };
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
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "info": {
                     *         "ledger": {
                     *           "status": "up",
                     *           "freeBytes": 52428800000
                     *         },
                     *         "projections": {
                     *           "status": "up"
                     *         }
                     *       },
                     *       "error": {},
                     *       "details": {
                     *         "ledger": {
                     *           "status": "up",
                     *           "freeBytes": 52428800000
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
                    readonly [name: string]: unknown;
                };
                content: {
                    /** @example journey_commands_total{command="TransitionJourney",outcome="ADVANCED"} 41 */
                    readonly "text/plain": string;
                };
            };
        };
    };
    readonly "Problems.explain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The code of the problem, in lower case and with dashes.
                 * @example journey-not-found
                 */
                readonly problem: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The code, explained. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "/problems/journey-not-found",
                     *       "code": "JOURNEY_NOT_FOUND",
                     *       "status": 404,
                     *       "title": "Journey not found",
                     *       "meaning": "No journey was started under this session id, or it has no such revision or was not there at that time."
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ProblemExplanation"];
                };
            };
        };
    };
    readonly "Console.settings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The settings. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "0.1.0",
                     *       "ledgerId": "5f0c2b7e91d4a836",
                     *       "authentication": "api-key",
                     *       "ledger": "embedded",
                     *       "readModels": "embedded",
                     *       "roles": [
                     *         "api",
                     *         "projector",
                     *         "saga"
                     *       ],
                     *       "now": "2026-11-02T09:30:00.000Z",
                     *       "heartbeatMs": 5000
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ConsoleSettings"];
                };
            };
        };
    };
    readonly "Console.access": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The client of the key, and its scopes. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "clientId": "a7Kd93Xw",
                     *       "name": "operations-desk",
                     *       "tenant": "default",
                     *       "scopes": [
                     *         "statestore.read",
                     *         "operations.write"
                     *       ],
                     *       "definitions": null,
                     *       "expiresAt": "2027-11-02T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Access"];
                };
            };
        };
    };
}
