import type { EnsembleBatch, MemberFile } from '../core/policy/ensemble';

/** What the parent asks of the child that holds the sessions. Requests are answered one by one, in order. */
export type OnnxRequest =
  | { id: number; kind: 'inspect'; path: string; name: string }
  | { id: number; kind: 'open'; members: MemberFile[]; preparationOf: number[] }
  | { id: number; kind: 'predict'; batch: EnsembleBatch };

/** `refusal` is a sentence about the input; `failure` is anything else that went wrong in the child. */
export type OnnxReply =
  | { id: number; value: unknown }
  | { id: number; refusal: string }
  | { id: number; failure: string };
