/** What owner and staff decided about products, groups and users, from the shop's tables. */
import type { Row } from '../controller/eyes';
import { unserialize, type PhpValue } from './options';

/** Which product stands for an item. */
export interface Link {
	code: string;
	productId: number;
	/** The product on whose page the owner decides about it. */
	pageId: number;
	/** '' = runs follow SORS. */
	leftAlone: '' | 'product' | 'group';
	/** First letters of the kinds of run of which whatever they would change waits, since it was left alone or unlinked until now. */
	unseen: string;
	/** Its stock waits for a person's decision; a price that waits keeps no lower stock back. */
	holdsStock: boolean;
	state: string;
	missingPasses: number;
	database: string;
	groupId: string;
}

export interface Unlinked {
	code: string;
	/** The product that it was unlinked from. */
	productId: number;
	pageId: number;
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

/** What a run found, and a person is asked about. */
export interface Question {
	kind: string;
	code: string;
	danger: string;
}

export interface Choices {
	links: Link[];
	questions: Question[];
	unlinked: Unlinked[];
	groups: Group[];
	regulars: Regular[];
}

const page = ( id: string ): string =>
	`COALESCE((SELECT NULLIF(p.post_parent, 0) FROM wp_posts p WHERE p.ID = ${ id } AND p.post_type = 'product_variation'), ${ id }) AS page_id`;

export const CHOICES = [
	`SELECT code, object_id, ${ page( 'object_id' ) }, left_alone, (SELECT GROUP_CONCAT(LEFT(p.kind, 1)) FROM wp_sors_pending p WHERE p.code_hash = l.code_hash AND p.danger LIKE '%back%') AS unseen, EXISTS (SELECT 1 FROM wp_sors_pending p WHERE p.code_hash = l.code_hash AND p.kind = 'stock' AND p.danger NOT LIKE 'price %') AS holds_stock, state, missing_passes, database_name, group_id FROM wp_sors_links l ORDER BY code`,
	`SELECT code, unlinked_from, ${ page( 'unlinked_from' ) } FROM wp_sors_excluded_items WHERE unlinked_from > 0 ORDER BY code`,
	'SELECT group_id, database_name, left_alone FROM wp_sors_groups ORDER BY id',
	"SELECT u.user_email, m.meta_value FROM wp_usermeta m JOIN wp_users u ON u.ID = m.user_id WHERE m.meta_key = '_sors_customer_1' ORDER BY u.ID",
	"SELECT kind, code, danger FROM wp_sors_pending WHERE state = 'asked' AND run_id > 0 ORDER BY id",
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
	questions = [],
]: Row[][] ): Choices {
	return {
		links: links.map( ( row ) => ( {
			code: row.code ?? '',
			productId: Number( row.object_id ),
			pageId: Number( row.page_id ),
			leftAlone: ( row.left_alone ?? '' ) as Link[ 'leftAlone' ],
			unseen: row.unseen ?? '',
			holdsStock: row.holds_stock === '1',
			state: row.state ?? '',
			missingPasses: Number( row.missing_passes ),
			database: row.database_name ?? '',
			groupId: row.group_id ?? '',
		} ) ),
		questions: questions.map( ( { kind, code, danger } ) => ( {
			...{ kind: kind ?? '', code: code ?? '', danger: danger ?? '' },
		} ) ),
		unlinked: unlinked.map( ( row ) => ( {
			code: row.code ?? '',
			productId: Number( row.unlinked_from ),
			pageId: Number( row.page_id ),
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
