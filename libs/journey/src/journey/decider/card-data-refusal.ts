import { cardDataIn, hasCardNumber, type CardData } from '../../card-data';
import type { ContextValue } from '../../context';
import { isNotCard } from '../../definition/applied-schemas';
import type { CompiledDefinition } from '../../definition/definition';
import { fieldPath, isPlainObject, pointerToken } from '../../plain-json';
import { givenContext } from './given-context';
import type { JourneyCommand } from '../journey.commands';
import type { Rejection } from '../journey.decision';
import { rejected } from './rejections';

/** A `+` before a number, or a mark in the schema, says that it is something else. */
const HINT = 'Send no card data to the ledger; mark a property that holds none with "x-not-card": true.';

/**
 * Refuses a command that has card data in its context or in one of its texts. It never repeats what it found. Ids and
 * aliases are not looked at.
 * @param definitions the one that the journey runs, and the one that the command takes it to: either may mark a property.
 */
export function cardDataRefusal(
  command: JourneyCommand,
  definitions: readonly (CompiledDefinition | undefined)[],
): Rejection | undefined {
  for (const [field, text] of textsOf(command)) {
    if (typeof text === 'string' && hasCardNumber(text)) return refusal(`${field} has a payment card number in it`);
  }
  const context = givenContext(command);
  if (!isPlainObject(context)) return undefined;
  for (const found of cardDataIn(context as { readonly [name: string]: ContextValue })) {
    if (!definitions.some((definition) => isNotCard(definition?.document.context, found.path))) {
      return refusal(sentenceOf(found));
    }
  }
  return undefined;
}

function textsOf(command: JourneyCommand): readonly (readonly [field: string, text: unknown])[] {
  switch (command.type) {
    case 'StartJourney':
      return [
        ['channel', command.channel],
        ['initiatingSource', command.initiatingSource],
        ['initialState', command.initialStateId],
      ];
    case 'TransitionJourney':
      return [
        ['targetStateId', command.targetStateId],
        ['event', command.event],
        ['channel', command.channel],
      ];
    case 'ChangeChannel':
      return [['channel', command.channel]];
    case 'MoveJourney':
      return [
        ['targetStateId', command.targetStateId],
        ['reason', command.reason],
      ];
    case 'AddAlias':
    case 'RemoveAlias':
    case 'ChangeDeadline':
    case 'RestartJourney':
    case 'MigrateJourney':
      return [['reason', command.reason]];
    case 'ChangeContext':
    case 'AbortOnTimeout':
      return [];
  }
}

function sentenceOf({ path, kind }: CardData): string {
  const place = fieldPath(path.map((name) => `/${pointerToken(name)}`).join(''));
  switch (kind) {
    case 'number':
      return `${place} has a payment card number in it`;
    case 'number-as-name':
      return `A name in ${place} is a payment card number`;
    case 'code':
      return `${place} is the name of a payment card's secret`;
  }
}

function refusal(what: string): Rejection {
  return rejected('CARD_DATA_REFUSED', `${what}. ${HINT}`);
}
