import { streamName } from '@ledger/event-store';
import {
  ALL_PERSONAL,
  eitherPersonal,
  hasPersonal,
  journeyStream,
  NOTHING_PERSONAL,
  personalDataOf,
  personalMarks,
  type JourneyView,
  type PersonalData,
} from '@ledger/journey';
import type { JourneyCache } from '../journeys/journey-cache';
import type { DefinitionCache } from './definition-cache';
import type { DefinitionStream } from './definition-stream';

/** The journey of what is shown, as far as it decides what of that is personal. */
export type RunningJourney = Pick<JourneyView, 'sessionId' | 'definitionId' | 'definitionVersion' | 'upgradeTo'>;

/** What all versions of a definition that are published mark, and whether they mark the same. */
interface Marks {
  readonly all: PersonalData;
  readonly differ: boolean;
}

/**
 * Says what of a journey is personal data: by the version that it runs, and by each that it ran before, since its context
 * and its events come from there. Of a definition that cannot be found, everything is.
 */
export class JourneyPersonalData {
  readonly #marks = new WeakMap<DefinitionStream, Marks>();

  constructor(
    private readonly definitions: DefinitionCache,
    private readonly journeys: JourneyCache,
  ) {}

  /** Of one journey. At once if its definition is known, and if its versions mark the same. */
  ofJourney(tenant: string, journey: RunningJourney): PersonalData | Promise<PersonalData> {
    const known = this.definitions.known(tenant, journey.definitionId);
    if (known === undefined || !hasVersions(known, journey)) return this.#read(tenant, journey);
    const { all, differ } = this.#marksOf(known);
    if (!hasPersonal(all)) return NOTHING_PERSONAL;
    return differ ? this.#ofVersionsRun(tenant, journey, known) : all;
  }

  /** Of all journeys of a definition: what any version marks that is published. */
  async ofDefinition(tenant: string, definitionId: string): Promise<PersonalData> {
    const stream = await this.definitions.current(tenant, definitionId);
    return stream === undefined || stream.versions.size === 0 ? ALL_PERSONAL : this.#marksOf(stream).all;
  }

  /** The same by what is known of it: a version that another process has published since may not be. */
  ofKnownDefinition(tenant: string, definitionId: string): PersonalData | Promise<PersonalData> {
    const stream = this.definitions.known(tenant, definitionId);
    return stream === undefined ? this.ofDefinition(tenant, definitionId) : this.#marksOf(stream).all;
  }

  async #read(tenant: string, journey: RunningJourney): Promise<PersonalData> {
    const stream = await this.definitions.read(tenant, journey.definitionId);
    if (stream === undefined || !hasVersions(stream, journey)) return ALL_PERSONAL;
    const { all, differ } = this.#marksOf(stream);
    return differ ? this.#ofVersionsRun(tenant, journey, stream) : all;
  }

  async #ofVersionsRun(tenant: string, journey: RunningJourney, stream: DefinitionStream): Promise<PersonalData> {
    const { sessionId, definitionVersion, upgradeTo } = journey;
    // A journey that cannot be read may have run any of them.
    const loaded = await this.journeys.read(streamName(journeyStream(tenant, sessionId))).catch(() => undefined);
    if (loaded === undefined) return this.#marksOf(stream).all;
    const { state } = loaded;
    const ran = new Set([definitionVersion, upgradeTo, state.definitionVersion, ...(state.earlierVersions ?? [])]);
    const published = [...stream.versions].filter(([version]) => ran.has(version));
    return eitherPersonal(published.map(([, { document }]) => personalDataOf(document)));
  }

  #marksOf(stream: DefinitionStream): Marks {
    let marks = this.#marks.get(stream);
    if (marks === undefined) {
      const documents = [...stream.versions.values()].map(({ document }) => document);
      const texts = new Set(documents.map(personalMarks));
      const differ = texts.size > 1;
      // Of versions that mark the same, the newest stands for all.
      const marking = differ ? documents : documents.slice(-1);
      marks = { all: eitherPersonal(marking.map(personalDataOf)), differ };
      this.#marks.set(stream, marks);
    }
    return marks;
  }
}

function hasVersions({ versions }: DefinitionStream, { definitionVersion, upgradeTo }: RunningJourney): boolean {
  return versions.has(definitionVersion) && (upgradeTo === undefined || versions.has(upgradeTo));
}
