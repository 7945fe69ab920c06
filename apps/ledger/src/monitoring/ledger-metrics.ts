import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

type Observe = (seconds: number) => void;

/** The server's Prometheus metrics. Label children are kept, so that a request costs one array addition. */
@Injectable()
export class LedgerMetrics {
  readonly registry = new Registry();
  private readonly observers = new Map<string, Observe>();
  private readonly outcomes = new Map<string, Counter.Internal>();

  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its reply, in seconds.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });

  private readonly commands = new Counter({
    name: 'journey_commands_total',
    help: 'Commands, by outcome.',
    labelNames: ['command', 'outcome'],
    registers: [this.registry],
  });

  readonly readsNotRecorded = new Counter({
    name: 'reads_not_recorded_total',
    help: 'Reads of journeys that were answered and are not recorded.',
    registers: [this.registry],
  });

  readonly streams = new Gauge({
    name: 'event_streams_open',
    help: 'Open connections of /v1/events.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  requestEnded(method: string, route: string, status: number, seconds: number): void {
    const key = `${method} ${route} ${status}`;
    let observe = this.observers.get(key);
    if (!observe) {
      const child = this.requests.labels(method, route, String(status));
      observe = (value) => child.observe(value);
      this.observers.set(key, observe);
    }
    observe(seconds);
  }

  commandEnded(command: string, outcome: string): void {
    const key = `${command} ${outcome}`;
    let counter = this.outcomes.get(key);
    if (!counter) {
      counter = this.commands.labels(command, outcome);
      this.outcomes.set(key, counter);
    }
    counter.inc();
  }
}
