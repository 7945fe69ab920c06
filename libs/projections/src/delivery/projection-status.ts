export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly position: string | null;
  readonly state: 'catching-up' | 'live' | 'stopped';
  readonly lastError: string | null;
}
