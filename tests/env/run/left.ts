import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { tryCommand } from './command';

/** A process that outlives the one that started it. Its number may be another's by the time that it is to end. */
export const left = z.object( { pid: z.number(), startedAt: z.string() } );
export type Left = z.infer< typeof left >;

export async function leftProcess( pid: number ): Promise< Left > {
	return { pid, startedAt: await startOf( pid ) };
}

export async function endLeft( { pid, startedAt }: Left ): Promise< void > {
	if ( startedAt === '' || ( await startOf( pid ) ) !== startedAt ) {
		return;
	}
	try {
		process.kill( -pid, 'SIGTERM' );
	} catch {
		// It has ended already.
	}
}

/** As the system writes it; '' of what is not there. */
async function startOf( pid: number ): Promise< string > {
	if ( process.platform !== 'linux' ) {
		const { stdout } = await tryCommand( 'ps', [
			...[ '-o', 'lstart=' ],
			...[ '-p', String( pid ) ],
		] );
		return stdout.trim();
	}
	const stat = await readFile( `/proc/${ pid }/stat`, 'utf8' ).catch(
		() => ''
	);
	// The program's name stands in parentheses, and may have blanks. The time is the 22nd field.
	return stat.slice( stat.lastIndexOf( ')' ) + 2 ).split( ' ' )[ 19 ] ?? '';
}
