// The wording of everything that a person reads: phrases that read as translated, with the field's words for them.
// Each pattern is written to hit the phrase and to leave the ordinary word alone; test/checks/words.spec.ts has both.
'use strict';

/** `phrases`: a space stands for any gap between two words, also one over the end of a line. Case does not matter. */
const WORDS = [
  {
    not: 'reckon, reckoned anew',
    better: 'compute, recompute',
    phrases: [/reckon\w*/],
  },
  {
    not: 'anew, once more',
    better: 'again; retry; rebuild',
    phrases: [/\banew\b/, /\bonce more\b/],
  },
  {
    not: 'where absent, where it is left out',
    better: 'default; if omitted',
    phrases: [
      /\bwhere (?:(?:it|they|this|that|one|none) )?(?:(?:is|are|was|were) )?absent\b/,
      /\bwhere (?:it|they|this|that|one) (?:is|are|was|were) left out\b/,
      /\bleft out[:;]/,
      /[;(] ?left out\b/,
      /\bleav(?:e|es|ing) (?:it|them|that) out\b/,
    ],
  },
  {
    not: 'comes to, what it came to',
    better: 'result, outcome',
    phrases: [
      /(?<!\b(?:when|if|where) it )\b(?:comes?|came|coming) to\b(?! (?:an? (?:end|halt|stop|close)|mind|light|life|rest)\b)/,
    ],
  },
  {
    not: 'is none, are none, is no X',
    better: 'is not a X; there is no X',
    phrases: [
      /(?<!\b(?:there|AUTH_MODE) )\b(?:is|are|was|were) none\b(?! of\b)/,
      /(?<!\bthere )\b(?:is|are|was|were) no (?!(?:longer|more|less|fewer|better|worse|greater|larger|smaller|bigger|later|earlier|older|newer|slower|faster|shorter|higher|lower|further|different|wider|such|need|doubt|reason|one|match for)\b)[a-z][a-z-]*/,
    ],
  },
  {
    not: 'nobody, whoever, those who come, those who wait',
    better: 'no client; the caller, operator, saga, projector; new entrants; waiting journeys',
    phrases: [
      /\bnobody\b(?:['’]s)?/,
      /\bsomebody\b(?:['’]s)?/,
      /\bwhoever\b/,
      /\b(?:those|all|everybody|everyone) (?:who|that) (?:(?:already|still) )?(?:comes?|waits?|enters?)\b/,
      /\bwho waits?\b/,
    ],
  },
  {
    not: 'be led past, led past an event',
    better: 'skip; dead-letter',
    phrases: [/\bl(?:ed|eads?|eading) (?:\w+ ){0,3}?past\b/, /\bledPast/],
  },
  {
    not: 'does not take an event',
    better: 'fails to apply an event; does not accept it',
    phrases: [
      /\b(?:does|do|did|will|would|can|could)(?: not|n[’']t|not) take\b(?! (?:long|longer|more|less|much|part|effect|place|down|over|up|off|away|into|account|any time|\d+)\b)/,
    ],
  },
  {
    not: 'go on with, gone on with',
    better: 'continue, resume',
    phrases: [
      /(?<!\b(?:what|is|was|are|were) )\b(?:go|goes|went|gone|going) on\b(?! (?:the|an?|top|it|one|disk|sale|call|duty|leave|strike|holiday)\b)/,
      /\b(?:go|goes|went|gone|going) on with\b/,
    ],
  },
  {
    not: 'be looked after',
    better: 'complete, handle',
    phrases: [/(?<!\bone )\blook(?:s|ed|ing)? after\b/],
  },
  {
    not: 'take back',
    better: 'undo, remove',
    phrases: [
      /\b(?:take|takes|taken|taking|took)(?: (?!from\b|at\b)\w+){0,3}?(?<!\bthe) back\b/,
      /\b(?:take|taken|took)Back/,
    ],
  },
  {
    not: 'stand still, let no deadline elapse',
    better: 'pause',
    phrases: [
      /\bst(?:and|ands|ood|anding) still\b/,
      /\bdeadlines?(?: of(?: \w+){1,3}?)? elapses?\b/,
      /\blets?(?: no)? deadlines? elapse\b/,
    ],
  },
  {
    not: 'on record',
    better: 'recorded, stored',
    phrases: [/\bon record\b(?! face)/],
  },
  {
    not: 'beside the live ones',
    better: 'shadow tables, blue/green',
    phrases: [/\bbeside the live\b/, /\bbeside what is live\b/],
  },
  {
    not: 'set aside',
    better: 'quarantine',
    phrases: [/\bset(?:s|ting)?(?: \w+)? aside\b/, /\bsetAside/],
  },
  {
    not: 'front, rest, look',
    better: 'head of the queue, sleep, poll',
    phrases: [
      /\b(?:at|from|reads?|reading|before) (?:the|its|their) front\b(?! desk)/,
      /\bthe front of the (?:open |due )?(?:deadlines|queue|log|feed|line)\b/,
      /\b(?:two|every|each|last|next|by the|of the|the same|per|whole|single) looks?\b(?!-)/,
      /\b(?:the|a) look (?:that|ends|found|at the checkpoint)\b/,
      /\bone look (?:after|at a time|sees|for)\b/,
      /\brests? (?:between|until|before) (?:two|the next|each|every|polls?|its)\b/,
    ],
  },
  {
    not: 'breaks off or goes wrong at',
    better: 'ends early, is interrupted; invalid JSON at position',
    phrases: [/\bbr(?:eaks?|oke|oken|eaking) off\b/, /\b(?:goes|went|go|gone) wrong at\b/],
  },
  {
    not: 'nobody answers at',
    better: 'cannot connect to',
    phrases: [/\b(?:nobody|no one|nothing|somebody|something) answers?(?: at| there| here)?\b/],
  },
  {
    not: 'has no ending of a log',
    better: 'unknown log format; file extension',
    phrases: [/\bending of a (?:log|file|name)\b/, /\b(?:name['’]s|file['’]s|file) ending\b/],
  },
  {
    not: 'standing so (`--status`)',
    better: 'only journeys with this status',
    phrases: [/\bst(?:and|ands|anding|ood) so\b/],
  },
  {
    not: 'tell whom it would hit',
    better: 'show affected journeys',
    phrases: [/\btells? whom\b/, /\bwhom (?:\w+ ){1,5}?(?:would )?hits?\b/],
  },
  {
    not: 'moving house',
    better: 'migrate to another store',
    phrases: [/\bmov(?:e|es|ed|ing)(?: |-)house\b/],
  },
  {
    not: 'doing something to many journeys',
    better: 'batch operations',
    phrases: [/\bdo(?:es|ing)? something to\b/],
  },
  {
    not: 'stand by: may have been taken over',
    better: 'lost the lease; standing by',
    phrases: [
      /\bmay have (?:been )?taken (?:(?:\w|-)+ ){0,3}?over\b/,
      /\bmay have been taken\b(?! (?:by surprise|down)\b)/,
    ],
  },
  {
    not: 'time-out',
    better: 'timeout',
    phrases: [/\btime-outs?\b/],
  },
];

/**
 * `name` finds an identifier or an import in code, `file` a file by its base name; `only` says in which files.
 */
const NAMES = [
  {
    name: /\b[dD]efinitionShel(?:f|ves)\w*/g,
    file: /^definition-shel(?:f|ves)\./,
    better: 'DefinitionStream, DefinitionCache',
  },
  { name: /\b[tT]imeoutRuleBook\w*/g, file: /^timeout-rule-book\./, better: 'TimeoutRulesCache' },
  { name: /\b[fF]iredDeadlines\b/g, file: /^fired-deadlines\./, better: 'UnprojectedTimeouts' },
  { name: /\b[lL]owWater\b/g, file: /^low-water\./, better: 'LowWatermark' },
  { name: /\b[tT]argetGate\w*/g, file: /^target-gate\./, better: 'CircuitBreaker, TargetLimiter' },
  { name: /\b[sS]ideBuild\w*/g, file: /^side-build\./, better: 'ShadowRebuild' },
  { name: /\b[lL]iveWriter\w*/g, file: /^live-writer\./, better: 'BatchWriter' },
  { name: /\b[jJ]ourneyHeads\b/g, file: /^journey-heads\./, better: 'JourneyCache' },
  { name: /\bHeadCache\b/g, file: /^head-cache\./, better: 'JourneyHeadCache, StreamHeadCache' },
  { name: /\b(?:[jJ]ourney|[sS]ession)Turns\b/g, file: /^(?:journey|session)-turns\./, better: 'KeyedQueue' },
  { name: /\b[cC]oalescedReads\b/g, file: /^coalesced-reads\./, better: 'SingleFlight' },
  { name: /\b(?:Existing)?Situation\b/g, better: 'DecisionContext' },
  { name: /\bDecided\b(?=[,;>|})[\]]| =| \{| &)/g, better: 'DecisionContext' },
  { name: /\bAcceptedCommand\b/g, better: 'PreparedCommand' },
  { name: /\b[jJ]ourneyDraft\b/g, file: /^journey-draft\./, better: 'JourneyBuilder' },
  { name: /\bLedgerClient\b/g, better: 'EventStoreDbConnection', only: /^libs\/event-store-eventstoredb\// },
  { name: /(?<=['"][./\w-]*\/)journey\.effects(?=['"])/g, file: /^journey\.effects\./, better: 'journey.evolve' },
  { name: /(?<=['"][./\w-]*\/)isolation(?=['"])/g, file: /^isolation\./, better: 'poison-events' },
  { name: /(?<=['"][./\w-]*\/)gaps(?=['"])/g, file: /^gaps\./, better: 'position-gaps' },
  { name: /(?<=['"][./\w-]*\/)rest(?=['"])/g, file: /^rest\./, better: 'sleep' },
  { name: /(?<=['"][./\w-]*\/)step-back(?=['"])/g, file: /^step-back\./, better: 'lower-thread-priority' },
  { name: /(?<=['"][./\w-]*\/)welcome(?=['"])/g, file: /^welcome\./, better: 'startup-banner' },
  { name: /\b[kK]eptFigure\b/g, file: /^kept-figure\./, better: 'CachedValue' },
  { name: /\bReckonedWaits\b/g, file: /^reckoned-waits\./, better: 'RecomputedDeadlines' },
  {
    name: /\b\w*LawfulStates?\b|(?<=['"][./\w-]*\/)lawful-states(?=['"])/g,
    file: /^lawful-states\./,
    better: 'valid-state-ids',
  },
  { name: /(?<=['"][./\w-]*\/)rule-stream(?=['"])/g, file: /^rule-stream\./, better: 'timeout-rules-stream' },
  { name: /(?<=['"][./\w-]*\/)change-stream(?=['"])/g, file: /^change-stream\./, better: 'change-timeouts' },
  {
    name: /(?<=['"][./\w-]*\/)settled-journey(?=['"])/g,
    file: /^settled-journey\./,
    better: 'journey-after-operation',
  },
  { name: /\bisTargetsTrouble\b/g, better: 'isTargetFailure' },
  { name: /\bQuietDecision\b/g, better: 'NoEventDecision' },
  { name: /\bdealWithSlice\b/g, better: 'processPage' },
  { name: /\bOPERATIONS_LOG\b|\bOperationsLog\b/g, file: /^operations-log\./, better: 'SystemLog' },
];

module.exports = { NAMES, WORDS };
