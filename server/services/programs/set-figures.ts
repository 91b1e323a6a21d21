import type { FiguresInput } from '@/server/core/program/schema';
import type { ProgramContext } from '../context';
import { changeSettings } from './change-settings';

/** Sets whether the program shows figures about persons: none, of the team together, or by name. It holds for the past as well. */
export function setFigures(ctx: ProgramContext, input: FiguresInput): Promise<void> {
  return changeSettings(ctx, input, 'programs.figures');
}
