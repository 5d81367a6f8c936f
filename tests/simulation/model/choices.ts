/** What owner and staff decided about products, groups and users, from the shop's tables. */
import type { Row } from '../controller/eyes';
import { unserialize, type PhpValue } from './options';

/** Which product stands for an item. */
export interface Link {
	code: string;
	productId: number;
	/** '' = runs follow SORS. */
	leftAlone: '' | 'product' | 'group';
	/** First letters of the kinds of run of which a person is to see first what they would change. */
	previews: string;
	state: string;
	missingPasses: number;
	database: string;
	groupId: string;
}

export interface Unlinked {
	code: string;
	/** The product that it was unlinked from. */
	productId: number;
}

export interface Group {
	id: string;
	database: string;
	leftAlone: boolean;
}

/** A user whom staff linked with a customer of SORS. */
export interface Regular {
	email: string;
	code: string;
	/** Of the standing discount; 0 = none. */
	percent: number;
}

export interface Choices {
	links: Link[];
	unlinked: Unlinked[];
	groups: Group[];
	regulars: Regular[];
}

export const CHOICES = [
	'SELECT code, object_id, left_alone, previews, state, missing_passes, database_name, group_id FROM wp_sors_links ORDER BY code',
	'SELECT code, unlinked_from FROM wp_sors_tombstones WHERE unlinked_from > 0 ORDER BY code',
	'SELECT group_id, database_name, left_alone FROM wp_sors_groups ORDER BY id',
	"SELECT u.user_email, m.meta_value FROM wp_usermeta m JOIN wp_users u ON u.ID = m.user_id WHERE m.meta_key = '_sors_customer_1' ORDER BY u.ID",
] as const;

const field = ( value: PhpValue, name: string ): string =>
	typeof value === 'object' && value !== null
		? String( value[ name ] ?? '' )
		: '';

export function choicesOf( [
	links = [],
	unlinked = [],
	groups = [],
	regulars = [],
]: Row[][] ): Choices {
	return {
		links: links.map( ( row ) => ( {
			code: row.code ?? '',
			productId: Number( row.object_id ),
			leftAlone: ( row.left_alone ?? '' ) as Link[ 'leftAlone' ],
			previews: row.previews ?? '',
			state: row.state ?? '',
			missingPasses: Number( row.missing_passes ),
			database: row.database_name ?? '',
			groupId: row.group_id ?? '',
		} ) ),
		unlinked: unlinked.map( ( row ) => ( {
			code: row.code ?? '',
			productId: Number( row.unlinked_from ),
		} ) ),
		groups: groups.map( ( row ) => ( {
			id: row.group_id ?? '',
			database: row.database_name ?? '',
			leftAlone: row.left_alone === '1',
		} ) ),
		regulars: regulars.map( ( row ) => {
			const stored = unserialize( row.meta_value ?? 'N;' );
			return {
				email: ( row.user_email ?? '' ).toLowerCase(),
				code: field( stored, 'code' ),
				percent: Number( field( stored, 'percent' ) ),
			};
		} ),
	};
}
