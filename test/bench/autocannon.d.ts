// What the bench uses of autocannon, which comes without types.
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  export type Request = {
    method: 'GET' | 'POST';
    path: string;
    headers: Record<string, string>;
    body?: string;
  };
  export type Client = { setRequests(requests: Request[]): void };
  export type Options = {
    url: string;
    connections: number;
    duration?: number;
    amount?: number;
    timeout?: number;
    sampleInt?: number;
    requests?: Request[];
    setupClient?: (client: Client) => void;
  };
  export type Result = { errors: number; timeouts: number };
  type Running = EventEmitter & Promise<Result>;
  export default function autocannon(options: Options): Running;
}
