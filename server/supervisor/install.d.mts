export function nodeProblem(version: string): string | undefined;
export function installationOf(lock: string, version: string): string;
export function missingPackages(lock: string, folder: string): string[];
export function wasCutOff(folder: string): boolean;
export function installProblem(output: string): string;
