import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { operationIdOf } from './api-call';
import { withComponents } from './components';
import { PATH_PARAMETERS } from './path-parameters';
import { PROBLEM_EXAMPLES } from './problem-examples';
import { SECURITY_SCHEMES } from './security';
import { SharedParts, type Parameter, type Paths } from './shared-parts';
import { TAGS } from './tags';

const API_VERSION = '1.0.0';

export function apiDocument(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Journey ledger')
    .setDescription(
      'The system of record for customers’ journeys through contact-centre flows. Errors are problem documents ' +
        '(RFC 9457); branch on their code.',
    )
    .setVersion(API_VERSION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/');
  for (const { name, description } of TAGS) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: operationIdOf,
    autoTagControllers: false,
  });
  const parts = new SharedParts();
  return withComponents({
    ...document,
    paths: readyPaths(document.paths as unknown as Paths, parts),
    components: { ...parts.components, securitySchemes: SECURITY_SCHEMES, examples: PROBLEM_EXAMPLES },
  });
}

/** In the order of the tags, each with the parameters of its address. */
function readyPaths(paths: Paths, parts: SharedParts): object {
  const tagOf = (operations: Paths[string]): number =>
    TAGS.findIndex(({ name }) => Object.values(operations)[0]?.tags?.includes(name) === true);
  const sorted = Object.entries(paths).sort(([, one], [, other]) => tagOf(one) - tagOf(other));
  return Object.fromEntries(
    sorted.map(([path, operations]) => {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => parameterOf(path, name));
      const ready = Object.entries(operations).map(([method, operation]) => {
        const others = (operation.parameters ?? []).filter((one) => one.in !== 'path');
        return [method, parts.shared({ ...operation, parameters: [...named, ...others] })];
      });
      return [path, Object.fromEntries(ready) as object];
    }),
  );
}

function parameterOf(path: string, name: string): Parameter {
  const parameter = PATH_PARAMETERS[name];
  if (!parameter) throw new TypeError(`The parameter ${name} of ${path} is not described.`);
  return { name, in: 'path', required: true, ...parameter } as Parameter;
}

/** Serves the description at `/openapi.json` and a reader of it at `/docs`, from this server alone. */
export function serveApiDocument(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= apiDocument(app)), {
    jsonDocumentUrl: '/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Journey ledger API',
    // The reader would otherwise ask a server of its makers to validate the document.
    swaggerOptions: { validatorUrl: null, docExpansion: 'list' },
  });
}
