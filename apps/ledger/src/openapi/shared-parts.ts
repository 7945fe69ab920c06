import { PROBLEM_TYPE } from '../http/media-types';
import { exampleName } from './problem-examples';
import type { ProblemCode } from '../http/problem-codes';

type Named = Readonly<Record<string, object>>;

export interface Parameter {
  readonly name: string;
  readonly in: string;
}
interface Response {
  readonly content?: Readonly<Record<string, { readonly examples?: Named }>>;
  readonly headers?: Named;
}
export interface Operation {
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, Response>>;
}
export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** Kinds of components that calls refer to instead of repeating them. */
type Kind = 'parameters' | 'headers' | 'responses';

/** Puts what calls repeat among the components: headers of requests and of replies, and replies of a single problem. */
export class SharedParts {
  readonly components: Readonly<Record<Kind, Record<string, object>>> = { parameters: {}, headers: {}, responses: {} };

  /** The operation with references in place of what it shares with others. */
  shared({ parameters = [], responses, ...operation }: Operation): object {
    return {
      ...operation,
      parameters: parameters.map((one) => (one.in === 'header' ? this.#reference('parameters', one.name, one) : one)),
      responses: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => [status, this.#response(Number(status), response)]),
      ),
    };
  }

  #response(status: number, response: Response): object {
    const headers = Object.entries(response.headers ?? {}).map(([name, header]) => [
      name,
      this.#reference('headers', name, header),
    ]);
    const ready = { ...response, headers: Object.fromEntries(headers) as Named };
    const code = onlyProblem(response);
    return code === undefined ? ready : this.#reference('responses', exampleName(code, status), ready);
  }

  /** One that differs from the component of its name stays where it is. */
  #reference(kind: Kind, name: string, part: object): object {
    const known = (this.components[kind][name] ??= part);
    return JSON.stringify(known) === JSON.stringify(part) ? { $ref: `#/components/${kind}/${name}` } : part;
  }
}

function onlyProblem({ content = {} }: Response): ProblemCode | undefined {
  const [code, ...others] = Object.keys(content[PROBLEM_TYPE]?.examples ?? {}) as ProblemCode[];
  return others.length === 0 && Object.keys(content).length === 1 ? code : undefined;
}
