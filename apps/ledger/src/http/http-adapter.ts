import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { authenticate, type Access } from '../access/authenticate';
import { recordReads, type ReadRecording } from '../accesses/read-recording';
import { refuseOtherPages } from '../access/trusted-pages';
import type { LedgerConfig } from '../config/ledger.config';
import type { ConsolePages } from '../console/console-pages';
import type { LedgerMetrics } from '../monitoring/ledger-metrics';
import { limitRequests } from './admission';
import { limitBodyTime } from './body-deadline';
import { addBodyParsers } from './body-parsers';
import { bindWithoutAccessors } from './bound-callbacks';
import { answerBrokenRequests } from './broken-request';
import { requestId } from './request-id';
import { routeConfigOf } from './route-config';
import { RouteTable } from './route-table';
import type { RateLimits } from './rate-limits';
import { setSecurityHeaders } from './security-headers';
import { sendProblem } from './send-problem';
import type { StopSignal } from './stop-signal';
import { refuseUnknownQuery } from './unknown-query';
import { acceptUntypedBody } from './untyped-body';
import { limitUnreadAnswers } from './unread-answers';

/** Longest path parameter; a longer one is not an address. Ids are refused by their own rule first. */
const MAX_PARAMETER = 4096;

/** How often Node.js looks for connections whose headers do not arrive. */
const MOST_BETWEEN_CHECKS_MS = 5_000;

/** Problem documents before a controller is reached, and no Nest middleware, which would cost every request. */
export class LedgerHttpAdapter extends FastifyAdapter {
  readonly routes = new RouteTable();
  private stop: StopSignal | undefined;
  private pages: ConsolePages | undefined;
  private recording: ReadRecording | undefined;
  private readonly letWait: (request: FastifyRequest) => void;
  private readonly logsRequests: boolean;

  constructor(config: LedgerConfig, log: Logger, access: Access) {
    bindWithoutAccessors();
    super({
      loggerInstance: log,
      logController: new LogController({ disableRequestLogging: true }),
      // Every line names its request itself: a logger for each request would cost requests that log nothing.
      childLoggerFactory: (logger: FastifyBaseLogger) => logger,
      genReqId: requestId,
      http: {
        maxHeaderSize: config.headerLimitBytes,
        headersTimeout: config.headerTimeoutMs,
        connectionsCheckingInterval: Math.min(config.headerTimeoutMs, MOST_BETWEEN_CHECKS_MS),
      },
      bodyLimit: config.bodyLimitBytes,
      routerOptions: { maxParamLength: MAX_PARAMETER },
      return503OnClosing: true,
      forceCloseConnections: 'idle',
      trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
      frameworkErrors: (error: unknown, _request: FastifyRequest, reply: FastifyReply) => sendProblem(error, reply),
      clientErrorHandler: answerBrokenRequests(config.headerLimitBytes),
      skipMiddie: true,
    });
    this.logsRequests = log.isLevelEnabled('debug');
    const instance: FastifyInstance = this.getInstance();
    instance.decorateRequest('routeConfig', null);
    instance.addHook('onRoute', (route) => this.routes.add(route));
    instance.addHook('onRoute', acceptUntypedBody);
    instance.addHook('onRoute', (route) => {
      if (route.config?.bodyLimit === 'definition') route.bodyLimit = config.definitionLimitBytes;
    });
    instance.addHook('onRequest', (request, reply, done) => {
      reply.header('x-request-id', request.id);
      done();
    });
    setSecurityHeaders(instance);
    this.letWait = limitRequests(instance, config.mostRequests, () => this.stop?.isStopping === true);
    // Before what takes the answer out of the heap: it may be a problem in its stead.
    recordReads(instance, () => this.recording);
    limitUnreadAnswers(instance, config.answerTimeoutMs);
    if (access.credentials === undefined) refuseOtherPages(instance, config.allowedHosts);
    authenticate(instance, access);
    limitBodyTime(instance, config.bodyTimeoutMs);
    instance.addHook('preHandler', refuseUnknownQuery);
    addBodyParsers(instance);
  }

  /** Counts every request and its time; call it before the server listens. */
  countRequests(metrics: LedgerMetrics): void {
    const instance: FastifyInstance = this.getInstance();
    instance.addHook('onResponse', (request, reply, done) => {
      // An address without a route has no url here, whatever the types say.
      const { url: route = 'none' }: { readonly url?: string } = routeConfigOf(request);
      metrics.requestEnded(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
      if (this.logsRequests) {
        const { id: requestId, method } = request;
        request.log.debug({ requestId, method, route, status: reply.statusCode }, 'Answered');
      }
      done();
    });
  }

  /** Who read what is recorded; call it before the server listens. */
  recordReads(recording: ReadRecording): void {
    this.recording = recording;
  }

  /** After who calls is known; call it before the server listens. */
  limitRates(limits: RateLimits): void {
    limits.limit(this.getInstance<FastifyInstance>(), this.letWait);
  }

  /** While the server stops, each answer is the last of its connection: the client connects elsewhere. */
  closeConnections(stop: StopSignal): void {
    this.stop = stop;
    const instance: FastifyInstance = this.getInstance();
    instance.addHook('onRequest', (_request, reply, done) => {
      if (stop.isStopping) reply.header('connection', 'close');
      done();
    });
  }

  /** Serves the console where no call is; call it before the server listens. */
  serveConsole(pages: ConsolePages): void {
    pages.register(this.getInstance<FastifyInstance>());
    this.pages = pages;
  }

  /** Nest's own handler would lose the codes of Fastify's errors. */
  override setErrorHandler(): FastifyInstance {
    const instance: FastifyInstance = this.getInstance();
    return instance.setErrorHandler((error, _request, reply) => sendProblem(error, reply));
  }

  override setNotFoundHandler(): FastifyInstance {
    const instance: FastifyInstance = this.getInstance();
    return instance.setNotFoundHandler((request, reply) => {
      if (this.pages?.answer(request, reply) !== true) sendProblem(this.routes.problemOf(request), reply);
    });
  }
}
