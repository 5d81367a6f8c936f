import AdmZip from 'adm-zip';
import { Problem } from '../run/problem';

/** Unpacks a ZIP archive; what it names by a path outside its folder lands inside. */
export async function unzip( archive: Buffer, into: string ): Promise< void > {
	try {
		new AdmZip( archive ).extractAllTo( into );
	} catch ( error ) {
		throw new Problem(
			`The archive is damaged or no ZIP at all: ${ ( error as Error ).message }`
		);
	}
}
