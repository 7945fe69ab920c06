import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SCHEMAS } from './schemas';
import { toOpenApi31 } from './open-api-31';

/** Version of the HTTP API. */
const API_VERSION = '1.0.0';

/** The description of all calls, OpenAPI 3.1. */
export function apiDocument(app: NestFastifyApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Journey ledger')
    .setDescription(
      'The system of record for customers’ journeys through contact-centre flows. Errors are problem documents (RFC 9457).',
    )
    .setVersion(API_VERSION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
  const schemas = { ...document.components?.schemas, ...SCHEMAS };
  return toOpenApi31({ ...document, components: { ...document.components, schemas } });
}

/** Serves the description at `/openapi.json` and a reader of it at `/docs`, from this server alone. */
export function serveApiDocument(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= apiDocument(app)), {
    jsonDocumentUrl: '/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Journey ledger API',
    // The reader would otherwise ask a server of its makers to validate the document.
    swaggerOptions: { validatorUrl: null, docExpansion: 'list', tagsSorter: 'alpha' },
  });
}
