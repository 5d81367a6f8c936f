import { tryCommand } from '../../tests/env/run/command';
import { say } from '../../tests/env/run/progress';
import type { BareRoot } from './bare-root';
import type { Outcome } from './report';

type InsideOptions = {
	cwd: string;
	env: NodeJS.ProcessEnv;
	logFile: string;
	limitMinutes: number;
};

/** Runs a command line in the bare root and shows what it says. Whatever it leaves running ends with it. */
export async function runInside(
	root: BareRoot,
	line: string,
	{ cwd, env, logFile, limitMinutes }: InsideOptions
): Promise< Outcome > {
	say( `▶ ${ line }` );
	const since = Date.now();
	const [ program, ...args ] = root.enter;
	let last = '';
	const result = await tryCommand(
		program as string,
		[ ...args, root.dir, 'sh', '-c', `cd "$0" && ${ line }`, cwd ],
		{
			env,
			logFile,
			timeoutMs: limitMinutes * 60_000,
			graceMs: 30_000,
			onLine: ( said ) => {
				process.stdout.write( `  │ ${ said }\n` );
				last = said.trim() || last;
			},
		}
	);
	return {
		what: line,
		ms: Date.now() - since,
		code: result.code,
		note: result.timedOut
			? `took longer than ${ limitMinutes } minutes`
			: last,
	};
}
