<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/**
 * Our tables. Codes, references and match keys are compared exactly, whatever the collation, through columns with their
 * hex SHA-256 (SQLite has no collations to choose from).
 *
 * What SORS, the shop or another plugin says may be longer than its column: ids and decimals are refused when they are
 * read (Scalars, DecimalText), names, numbers and messages are cut where they are written. An UPDATE that does not fit
 * fails, and an INSERT is cut off by the database without a word.
 *
 * Columns that take part in "who knew what first" hold microseconds of the database's clock (see DatabaseClock); `*_at`
 * DATETIME columns are UTC.
 */
final class Tables {

	/** Goes up when what stands in the tables has to be changed, too; a changed column is noticed without it. */
	private const VERSION = 1;

	public const LINKS          = 'links';
	public const EXCLUDED_ITEMS = 'excluded_items';
	public const GROUPS         = 'groups';
	public const RUNS           = 'runs';
	public const RUN_ITEMS      = 'run_items';
	public const PENDING        = 'pending';
	public const STOCK          = 'stock';
	public const IMAGES         = 'images';
	public const OUTBOX         = 'outbox';
	public const OUTBOX_HISTORY = 'outbox_history';
	public const CUSTOMERS      = 'customers';
	public const PRICES         = 'prices';
	public const UPTIME         = 'uptime';

	/** @param string|null $prefix Null = that of this site. */
	public static function name( string $table, ?string $prefix = null ): string {
		return self::original( PreviewTables::areUsed() && in_array( $table, PreviewTables::COPIED, true ) ? PreviewTables::PREFIX . $table : $table, $prefix );
	}

	/** Not that of its copy, also while copies are used. */
	public static function original( string $table, ?string $prefix = null ): string {
		global $wpdb;
		return ( $prefix ?? $wpdb->prefix ) . 'sors_' . $table;
	}

	/** Changes with any column or key, so that it cannot be forgotten. */
	public static function version(): string {
		return self::VERSION . '-' . dechex( crc32( implode( "\n", self::columns() ) ) );
	}

	/** @return list<string> */
	public static function names(): array {
		return array_keys( self::columns() );
	}

	/** @return list<string> */
	public static function columnNames( string $table ): array {
		preg_match_all( '/^[a-z_]+/m', self::columns()[ $table ] ?? '', $found );
		return $found[0];
	}

	/** @return list<string> */
	public static function uniqueKeys( string $table ): array {
		preg_match_all( '/^UNIQUE KEY ([a-z_]+)/m', self::columns()[ $table ] ?? '', $found );
		return $found[1];
	}

	/**
	 * Rows as InnoDB keeps them by default, also where that was set otherwise: with COMPACT a row of the outbox may be too long.
	 *
	 * @return array<string, string> table => what the database said, of those that it refused.
	 */
	public static function create(): array {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$end     = ') ROW_FORMAT=DYNAMIC ' . $wpdb->get_charset_collate();
		$refused = [];
		foreach ( self::columns() as $table => $columns ) {
			$before = count( Sql::failures() );
			dbDelta( 'CREATE TABLE ' . self::name( $table ) . " (\n" . $columns . "\n" . $end );
			foreach ( array_slice( Sql::failures(), $before ) as $failure ) {
				// It looks first whether the table is there.
				if ( 0 !== stripos( $failure['query'], 'DESCRIBE' ) ) {
					$refused[ $table ] = Sql::words( SqliteDriver::message( $wpdb->__get( 'dbh' ) ) ?? $failure['error_str'] );
				}
			}
		}
		return $refused;
	}

	public static function drop(): void {
		global $wpdb;
		foreach ( self::names() as $table ) {
			$wpdb->query( $wpdb->prepare( 'DROP TABLE IF EXISTS %i', self::name( $table ) ) );
		}
	}

	/** @param string $name Any of the database, ours or not. */
	public static function exists( string $name ): bool {
		global $wpdb;
		$silent = $wpdb->suppress_errors();
		$there  = false !== $wpdb->query( $wpdb->prepare( 'SELECT 1 FROM %i WHERE 1 = 0', $name ) );
		$wpdb->suppress_errors( $silent );
		return $there;
	}

	/** @return array<string, string> table => columns and keys, as dbDelta wants them written. */
	private static function columns(): array {
		$tables = self::originals();
		foreach ( PreviewTables::COPIED as $table ) {
			$tables[ PreviewTables::PREFIX . $table ] = $tables[ $table ];
		}
		return array_map( static fn( string $own ): string => "id bigint(20) unsigned NOT NULL AUTO_INCREMENT,\n$own,\nPRIMARY KEY  (id)", $tables );
	}

	/** @return array<string, string> As columns(), without the copies, and without the id that each has. */
	private static function originals(): array {
		return [
			// SORS item <-> product or variation. Ids may change with the yearly database, codes do not.
			// state: active, inactive or discontinued as the shop was told; duplicate = two items have this code.
			// product_id: the product whose row in the shop's list shows the link, which of a variation is its parent; 0 = not noted yet.
			// fresh: 1 = we made the product, and no stock run has been there yet; 2 = one has, and there was no price yet.
			// group_id: its group there, as the catalogue showed it last; categories: ids of those that we put on the product.
			// left_alone: by which choice no run changes anything of it, see Link.
			// catalog_print, stock_print: see ProductFingerprints; touched: see TouchedProducts.
			// changed_at: when a run last changed something of it; problem, its reason and the kind of run that found it. A pass that finds nothing new writes none of these.
			self::LINKS          => "code varchar(191) NOT NULL,
code_hash char(64) NOT NULL,
object_id bigint(20) unsigned NOT NULL,
product_id bigint(20) unsigned NOT NULL DEFAULT 0,
database_name varchar(120) NOT NULL DEFAULT '',
sors_id varchar(191) NOT NULL DEFAULT '',
group_id varchar(191) NOT NULL DEFAULT '',
item_type varchar(20) NOT NULL DEFAULT '',
unit varchar(32) NOT NULL DEFAULT '',
vat_rate varchar(32) NOT NULL DEFAULT '',
left_alone varchar(10) NOT NULL DEFAULT '',
state varchar(20) NOT NULL DEFAULT 'active',
status_before varchar(20) NOT NULL DEFAULT '',
stock_before varchar(1000) NOT NULL DEFAULT '',
categories varchar(64) NOT NULL DEFAULT '',
fresh tinyint(1) NOT NULL DEFAULT 0,
price_enforced varchar(32) NOT NULL DEFAULT '',
seen_run_id bigint(20) unsigned NOT NULL DEFAULT 0,
seen_reading int(10) unsigned NOT NULL DEFAULT 0,
missing_passes int(10) unsigned NOT NULL DEFAULT 0,
catalog_print varchar(32) NOT NULL DEFAULT '',
stock_print varchar(32) NOT NULL DEFAULT '',
touched int(10) unsigned NOT NULL DEFAULT 0,
changed_at datetime DEFAULT NULL,
problem varchar(24) NOT NULL DEFAULT '',
problem_by varchar(10) NOT NULL DEFAULT '',
problem_reason text,
UNIQUE KEY code_hash (code_hash),
UNIQUE KEY object_id (object_id),
KEY product_id (product_id, changed_at),
KEY left_alone (left_alone),
KEY sors_id (sors_id),
KEY problem (problem),
KEY state (state)",
			// Items that are not to become products unasked: the owner deleted theirs for good, did not want one, or unlinked it. unlinked_from is that product, which the item is not to be linked to either; 0 = none.
			self::EXCLUDED_ITEMS => "code_hash char(64) NOT NULL,
code varchar(191) NOT NULL,
name varchar(255) NOT NULL DEFAULT '',
unlinked_from bigint(20) unsigned NOT NULL DEFAULT 0,
deleted_at datetime NOT NULL,
UNIQUE KEY code_hash (code_hash),
KEY unlinked_from (unlinked_from)",
			// SORS group <-> category (term 0 = none yet). Groups have no code: the hash covers database and id.
			// left_alone: whether runs change nothing of its products; NULL = a group that nobody could choose about yet.
			// applied_*: what the category was last given, so that an owner's own renaming is told from SORS'.
			self::GROUPS         => "group_hash char(64) NOT NULL,
database_name varchar(120) NOT NULL DEFAULT '',
group_id varchar(191) NOT NULL,
parent_id varchar(191) NOT NULL DEFAULT '',
name varchar(200) NOT NULL DEFAULT '',
seen_run_id bigint(20) unsigned NOT NULL DEFAULT 0,
term_id bigint(20) unsigned NOT NULL DEFAULT 0,
left_alone tinyint(1) DEFAULT NULL,
applied_name varchar(200) NOT NULL DEFAULT '',
applied_parent_id varchar(191) NOT NULL DEFAULT '',
applied_parent_term bigint(20) NOT NULL DEFAULT 0,
UNIQUE KEY group_hash (group_hash),
KEY term_id (term_id)",
			// active_kind is the slot of the run while it is active (see Run), else NULL: one active run in each. limited = of some items only.
			self::RUNS           => "kind varchar(20) NOT NULL,
active_kind varchar(20) DEFAULT NULL,
mode varchar(10) NOT NULL,
state varchar(20) NOT NULL,
started_by varchar(10) NOT NULL,
limited tinyint(1) NOT NULL DEFAULT 0,
database_name varchar(120) NOT NULL DEFAULT '',
cursor_data longtext,
total int(10) unsigned DEFAULT NULL,
processed int(10) unsigned NOT NULL DEFAULT 0,
created int(10) unsigned NOT NULL DEFAULT 0,
updated int(10) unsigned NOT NULL DEFAULT 0,
unchanged int(10) unsigned NOT NULL DEFAULT 0,
skipped int(10) unsigned NOT NULL DEFAULT 0,
failed int(10) unsigned NOT NULL DEFAULT 0,
message text,
lease_owner char(32) NOT NULL DEFAULT '',
lease_until bigint(20) unsigned NOT NULL DEFAULT 0,
resumes_at datetime DEFAULT NULL,
created_at datetime NOT NULL,
updated_at datetime NOT NULL,
finished_at datetime DEFAULT NULL,
UNIQUE KEY active_kind (active_kind),
KEY kind_state (kind, state)",
			// The difference that a run found, and what became of it. problem: what kind of reason it was left out for. danger: see Danger.
			self::RUN_ITEMS      => "run_id bigint(20) unsigned NOT NULL,
reading int(10) unsigned NOT NULL DEFAULT 1,
code varchar(191) NOT NULL,
code_hash char(64) NOT NULL,
name varchar(255) NOT NULL DEFAULT '',
object_id bigint(20) unsigned NOT NULL DEFAULT 0,
action varchar(10) NOT NULL DEFAULT 'none',
outcome varchar(10) NOT NULL,
payload longtext,
changes longtext,
reason text,
problem varchar(24) NOT NULL DEFAULT '',
danger varchar(128) NOT NULL DEFAULT '',
UNIQUE KEY run_code (run_id, code_hash),
KEY run_outcome (run_id, outcome, id),
KEY run_problem (run_id, problem, outcome)",
			// What waits for a person, of each item and kind of run: see PendingChange. settings: the fingerprint of those that it is approved for. run_id: the run that found it last; 0 = none has yet.
			self::PENDING        => "kind varchar(20) NOT NULL,
code varchar(191) NOT NULL,
code_hash char(64) NOT NULL,
name varchar(255) NOT NULL DEFAULT '',
object_id bigint(20) unsigned NOT NULL DEFAULT 0,
changes longtext,
danger varchar(128) NOT NULL DEFAULT '',
state varchar(10) NOT NULL,
quiet tinyint(1) NOT NULL DEFAULT 0,
told tinyint(1) NOT NULL DEFAULT 0,
settings varchar(32) NOT NULL DEFAULT '',
run_id bigint(20) unsigned NOT NULL DEFAULT 0,
created_at datetime NOT NULL,
updated_at datetime NOT NULL,
UNIQUE KEY kind_code (kind, code_hash),
KEY code_hash (code_hash),
KEY state_kind (state, kind, id)",
			// Stock levels as SORS showed them last, unit by unit: a sum needs all of them. conflict: see Level.
			self::STOCK          => "run_id bigint(20) unsigned NOT NULL,
code varchar(191) NOT NULL,
code_hash char(64) NOT NULL,
sors_id varchar(191) NOT NULL DEFAULT '',
business_unit_id varchar(64) NOT NULL,
on_hand varchar(32) DEFAULT NULL,
reserved varchar(32) DEFAULT NULL,
available varchar(32) DEFAULT NULL,
price_with_vat varchar(32) DEFAULT NULL,
price_without_vat varchar(32) DEFAULT NULL,
conflict tinyint(1) NOT NULL DEFAULT 0,
read_at bigint(20) unsigned NOT NULL,
UNIQUE KEY code_unit (code_hash, business_unit_id),
KEY run_unit (run_id, business_unit_id)",
			// Picture of an item in SORS <-> attachment (0 = it could not be brought in yet). The hash covers code, source and content.
			// etag: ETag or Last-Modified of what came from the address that url_hash stands for. ordinal: place in the product, from 1; 0 = not there yet.
			self::IMAGES         => "source_hash char(64) NOT NULL,
source_id varchar(191) NOT NULL,
code_hash char(64) NOT NULL,
content_hash char(64) NOT NULL DEFAULT '',
attachment_id bigint(20) unsigned NOT NULL DEFAULT 0,
url_hash char(64) NOT NULL DEFAULT '',
etag varchar(191) NOT NULL DEFAULT '',
ordinal int(10) unsigned NOT NULL DEFAULT 0,
UNIQUE KEY source_hash (source_hash),
KEY code_hash (code_hash),
KEY content_hash (content_hash),
KEY attachment_id (attachment_id)",
			// One entry per order, refund or cancellation and revision; none is ever deleted because it failed.
			// sent_lines: see SentLines; paid_amount, paid_by_hand, by_hand: see OutboxEntry; payload_lock, settlement: its constants; erasure: those of Erasure. A settled entry is still read where acknowledged_at is later than a stock figure.
			self::OUTBOX         => "order_id bigint(20) unsigned NOT NULL,
role varchar(10) NOT NULL,
refund_id bigint(20) unsigned NOT NULL DEFAULT 0,
revision int(10) unsigned NOT NULL DEFAULT 1,
state varchar(12) NOT NULL,
kind varchar(24) DEFAULT NULL,
reference varchar(120) DEFAULT NULL,
database_name varchar(120) DEFAULT NULL,
body longtext,
quantities longtext,
contents longtext,
sent_lines longtext,
customer_id varchar(191) DEFAULT NULL,
business_unit_id varchar(64) DEFAULT NULL,
refund_ids longtext,
document_id varchar(191) DEFAULT NULL,
document_number varchar(191) DEFAULT NULL,
document_by varchar(8) NOT NULL DEFAULT '',
document_date varchar(10) DEFAULT NULL,
total varchar(32) DEFAULT NULL,
paid_amount varchar(32) DEFAULT NULL,
paid_by_hand varchar(32) DEFAULT NULL,
by_hand varchar(4) NOT NULL DEFAULT '',
made text,
made_id varchar(191) DEFAULT NULL,
attempts int(10) unsigned NOT NULL DEFAULT 0,
next_attempt_at datetime DEFAULT NULL,
lease_owner char(32) NOT NULL DEFAULT '',
lease_until bigint(20) unsigned NOT NULL DEFAULT 0,
deaths int(10) unsigned NOT NULL DEFAULT 0,
lookups int(10) unsigned NOT NULL DEFAULT 0,
lookup_misses int(10) unsigned NOT NULL DEFAULT 0,
answered_losses int(10) unsigned NOT NULL DEFAULT 0,
silent_losses int(10) unsigned NOT NULL DEFAULT 0,
lost_at bigint(20) unsigned DEFAULT NULL,
shown text,
refusal text,
asked_for tinyint(1) NOT NULL DEFAULT 0,
confirmed tinyint(1) NOT NULL DEFAULT 0,
eligible_at datetime DEFAULT NULL,
payload_lock varchar(10) NOT NULL DEFAULT '',
acknowledged_at bigint(20) unsigned DEFAULT NULL,
acknowledged_by varchar(10) NOT NULL DEFAULT '',
settlement varchar(10) NOT NULL DEFAULT 'open',
compared_at datetime DEFAULT NULL,
error_code varchar(64) DEFAULT NULL,
error_message text,
issue_code varchar(32) DEFAULT NULL,
issue_data longtext,
issue_accepted varchar(32) NOT NULL DEFAULT '',
erasure varchar(8) NOT NULL DEFAULT '',
created_at datetime NOT NULL,
updated_at datetime NOT NULL,
UNIQUE KEY order_role (order_id, role, refund_id, revision),
KEY state (state, id),
KEY order_state (state, order_id, role),
KEY state_error_at (state, error_code, created_at),
KEY state_issue_order (state, issue_code, order_id, role),
KEY due (next_attempt_at),
KEY by_hand (by_hand, paid_amount, state),
KEY acknowledged_at (acknowledged_at),
KEY settlement (settlement, order_id),
KEY sent_compared (state, role, compared_at),
KEY created_at (created_at),
KEY erasure (erasure, created_at),
KEY reference (reference),
KEY database_name (database_name),
KEY document_number (document_number),
KEY document_id (document_id),
KEY made_id (made_id)",
			// user_id, via: who decided; 0 and empty where nobody did.
			self::OUTBOX_HISTORY => "outbox_id bigint(20) unsigned NOT NULL,
at datetime NOT NULL,
event varchar(24) NOT NULL,
message text NOT NULL,
user_id bigint(20) unsigned NOT NULL DEFAULT 0,
via varchar(8) NOT NULL DEFAULT '',
KEY outbox_id (outbox_id)",
			// Prices in force that ended: of a product and day (the shop's) the lowest.
			self::PRICES         => "object_id bigint(20) unsigned NOT NULL,
day date NOT NULL,
price decimal(19,4) NOT NULL,
UNIQUE KEY object_day (object_id, day),
KEY day (day)",
			// See Uptime. until_at: the end, or the last sign of life while is_open is 1; else that is NULL, so that no two are open.
			self::UPTIME         => "began_at bigint(20) unsigned NOT NULL,
until_at bigint(20) unsigned NOT NULL,
is_open tinyint(1) DEFAULT NULL,
exporting tinyint(1) NOT NULL,
database_name varchar(120) NOT NULL,
UNIQUE KEY is_open (is_open)",
			// Unique on database and match key, so that two orders of one buyer never create two customers.
			self::CUSTOMERS      => "match_hash char(64) NOT NULL,
database_name varchar(120) NOT NULL,
match_key varchar(400) NOT NULL,
state varchar(12) NOT NULL,
customer_id varchar(191) NOT NULL DEFAULT '',
customer_code varchar(191) NOT NULL DEFAULT '',
name varchar(255) NOT NULL DEFAULT '',
lease_owner char(32) NOT NULL DEFAULT '',
lease_until bigint(20) unsigned NOT NULL DEFAULT 0,
lookup_misses int(10) unsigned NOT NULL DEFAULT 0,
answered_losses int(10) unsigned NOT NULL DEFAULT 0,
silent_losses int(10) unsigned NOT NULL DEFAULT 0,
lost_at bigint(20) unsigned DEFAULT NULL,
erasure varchar(8) NOT NULL DEFAULT '',
updated_at datetime NOT NULL,
UNIQUE KEY match_hash (match_hash),
KEY match_key (match_key(100)),
KEY customer_id (customer_id),
KEY erasure (erasure),
KEY updated_at (updated_at)",
		];
	}
}
