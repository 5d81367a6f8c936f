/** Groups by their path of names. */
import type { ProductGroup, SorsDatabase } from '../model/types';

const GLUE = ' / ';

export function pathOf(
	database: SorsDatabase,
	id: string | null
): string | null {
	const group = database.groups.find( ( each ) => each.id === id );
	if ( ! group ) {
		return null;
	}
	const parent = pathOf( database, group.parentId );
	return parent === null ? group.name : parent + GLUE + group.name;
}

/** Id of the group at this path, made with its parents where it is missing. */
export function groupAt(
	database: SorsDatabase,
	path: string | null
): string | null {
	let parentId: string | null = null;
	for ( const name of path === null ? [] : path.split( GLUE ) ) {
		const above: string | null = parentId;
		const known: ProductGroup | undefined = database.groups.find(
			( group ) => group.parentId === above && group.name === name
		);
		const group: ProductGroup = known ?? {
			id: String( database.nextId++ ),
			name,
			parentId: above,
		};
		if ( ! known ) {
			database.groups.push( group );
		}
		parentId = group.id;
	}
	return parentId;
}
