<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Counterparts\CustomerKey;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxTable;
use SorsApi\Services;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\Images\StoredImages;
use SorsApi\Store\Levels;
use SorsApi\Store\LinkNotes;
use SorsApi\Store\Links;
use SorsApi\Store\LinkState;
use SorsApi\Store\PriceHistory;
use SorsApi\Store\Tombstones;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Tests\Integration\Outbox\CaptureTestCase;
use SorsApi\Tests\Site\BigShop;
use SorsApi\Tests\Site\BusyShop;
use SorsApi\Tests\Site\Indexes;

'cli' === PHP_SAPI || exit;

/** Each index earns its place: what it is for reads far more without it. */
final class IndexesTest extends CaptureTestCase {

	private const ORDERS = 7000;
	private const ROWS   = 3000;

	/** These keep a thing from being there twice, belong to short tables, or save the sorting of a page: another one begins with the state, too. */
	private const BESIDE = [ 'groups group_hash', 'groups term_id', 'runs active_kind', 'runs kind_state', 'images source_hash', 'outbox state' ];

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		self::requireRealStore();
		if ( DatabaseClock::isInProcess() ) {
			self::markTestSkipped( 'SQLite does not count rows.' );
		}
		( new SettingsStore() )->update( [ 'database' => 'Demo2' ] );
		BusyShop::add( BigShop::addOrders( self::ORDERS ) );
		$this->addRows( Tables::LINKS, 'code, code_hash, object_id, product_id, database_name, state', "CONCAT('KOD-', n), SHA2(CONCAT('KOD-', n), 256), 5000000 + n, 5000000 + n, 'Demo2', 'active'" );
		$this->addRows( Tables::STOCK, 'run_id, code, code_hash, business_unit_id, read_at', "1, CONCAT('KOD-', n), SHA2(CONCAT('KOD-', n), 256), '1', 1" );
		$this->addRows( Tables::TOMBSTONES, 'code, code_hash, unlinked_from, deleted_at', "CONCAT('KOD-', n), SHA2(CONCAT('KOD-', n), 256), 5000000 + n, '2026-01-01'" );
		$picture = (int) Sql::value( "SELECT MAX(ID) + 1 FROM $wpdb->posts" );
		Sql::run( "INSERT INTO $wpdb->posts (ID, post_type, post_status, post_title, post_content, post_excerpt, to_ping, pinged, post_content_filtered) SELECT $picture + n, 'attachment', 'inherit', '', '', '', '', '', '' FROM " . BigShop::numbers( self::ROWS ) );
		$this->addRows( Tables::IMAGES, 'source_hash, source_id, code_hash, content_hash, attachment_id', "SHA2(CONCAT('s', n), 256), n, SHA2(CONCAT('KOD-', n), 256), SHA2(CONCAT('c', n), 256), $picture + n" );
		$this->addRows( Tables::PRICES, 'object_id, day, price', '5000000 + n, DATE_SUB(CURDATE(), INTERVAL 2 DAY), 100' );
	}

	private function addRows( string $table, string $columns, string $values ): void {
		Sql::run( 'INSERT INTO ' . Tables::name( $table ) . " ($columns) SELECT $values FROM " . BigShop::numbers( self::ROWS ) );
		Sql::run( 'ANALYZE TABLE ' . Tables::name( $table ) );
	}

	/** @return array<string, callable(): mixed> Table and index => what it is for. */
	private function reads(): array {
		$orders = ( new Services() )->orders();
		$run    = (int) Sql::value( 'SELECT MAX(id) FROM ' . Tables::name( Tables::RUNS ) );
		$entry  = (int) Sql::value( 'SELECT MAX(id) FROM ' . OutboxTable::name() );
		$order  = (int) Sql::value( 'SELECT MAX(order_id) FROM ' . OutboxTable::name() );
		$links  = new Links();
		return [
			'outbox order_role'        => static fn(): array => ( new OutboxTable() )->ofOrder( $order ),
			'outbox order_state'       => static fn(): array => [ OrderQueries::page( [ 'state' => 'skipped' ] ), OrderQueries::page( [ 'state' => 'cancelled' ] ) ],
			'outbox state_error_at'    => static fn(): int => OrderQueries::needing(),
			'outbox state_issue_order' => static fn(): array => OrderQueries::newestNeeding( 20 ),
			'outbox by_hand'           => static fn(): array => $orders->latePayments()->page( [] ),
			'outbox sent_compared'     => static fn() => $orders->changedOrders()->compareNew(),
			'outbox reference'         => static fn(): array => ( new OutboxTable() )->list( [ 'search' => "bigshop-$order-sale-1" ] ),
			'outbox document_number'   => static fn(): array => OrderQueries::page( [ 'search' => "R-$order" ] ),
			'outbox document_id'       => static fn(): bool => ( new OutboxTable() )->knowsDocument( 'Demo2', "sale$order" ),
			'outbox made_id'           => static fn(): array => ( new OutboxTable() )->salesOf( 'Demo2', [ "sale$order" ] ),
			'outbox due'               => static fn(): array => ( new OutboxTable() )->due( 10 ),
			'outbox acknowledged_at'   => static fn(): array => ( new OutboxTable() )->acknowledgedBetween( DatabaseClock::now(), PHP_INT_MAX, 0, 10 ),
			'outbox erasure'           => static fn(): array => ( new OutboxTable() )->erasable( 0, 10 ),
			'customers match_key'      => static fn(): array => ( new CustomerTable() )->ofKeys( [ CustomerKey::ofEmail( "kupac$order@example.test" ) ] ),
			'customers customer_id'    => static fn() => ( new CustomerTable() )->ofDocument( 'Demo2', "K$order" ),
			'outbox settlement'        => static fn(): int => $orders->ledger()->settle( 1 ),
			'outbox created_at'        => static fn(): array => ( new Services() )->overview()->make(),
			'outbox_history outbox_id' => static fn(): array => ( new History() )->of( $entry ),
			'customers erasure'        => static fn() => ( new CustomerTable() )->sweep( 0 ),
			'customers updated_at'     => static fn() => ( new CustomerTable() )->sweep( 0 ),
			'links code_hash'          => static fn(): array => $links->byCodes( [ 'KOD-7' ] ),
			'links object_id'          => static fn(): array => $links->byObjectIds( [ 5000007 ] ),
			'links product_id'         => static fn(): array => self::lastChanged(),
			'links sors_id'            => static fn(): array => $links->bySorsIds( 'Demo2', [ '7' ] ),
			'links left_alone'         => static fn(): array => self::products( LinkState::LEFT_ALONE ),
			'links problem'            => static fn(): array => self::products( LinkState::FAILED ),
			'links previews'           => static fn() => LinkNotes::endPreviews( $run, 'catalog' ),
			'links state'              => static fn(): array => self::products( LinkState::DISCONTINUED ),
			'outbox database_name'     => static fn(): array => ( new OutboxTable() )->answered( 'nema', [ 'sale' ], 10 ),
			'customers match_hash'     => static fn() => ( new CustomerTable() )->record( 'Demo2', CustomerKey::ofEmail( 'petar@example.test' ) ),
			'images content_hash'      => static fn(): int => ( new StoredImages() )->attachmentOf( hash( 'sha256', 'nema' ) ),
			'run_items run_code'       => static fn(): array => ( new RunItems() )->known( $run, 1, [ 'KOD-7' ] ),
			'run_items run_outcome'    => static fn(): array => ( new RunItems() )->planned( $run, 0, 100 ),
			'run_items run_problem'    => static fn(): array => ( new RunItems() )->conflicts( [ $run ], 'nema ga', [ 'deleted' ], 20, 0 ),
			'stock run_unit'           => static fn() => ( new Levels() )->forget( $run ),
			'stock code_unit'          => static fn(): array => ( new Levels() )->byCodes( [ 'KOD-7' ] ),
			'tombstones code_hash'     => static fn(): array => ( new Tombstones( $links ) )->of( [ 'KOD-7' ] ),
			'tombstones unlinked_from' => static fn(): array => ( new Tombstones( $links ) )->unlinkedAmong( [ 5000007 ] ),
			'images code_hash'         => static fn(): array => ( new StoredImages() )->byCodes( [ 'KOD-7' ] ),
			'images attachment_id'     => static fn(): bool => ( new StoredImages() )->isUsed( 7000000, 0 ),
			'prices object_day'        => static fn(): array => PriceHistory::of( [ 5000007 ] ),
			'prices day'               => static fn() => PriceHistory::forget(),
		];
	}

	/** @return list<int> As the list of products finds those in a state. */
	private static function products( string $state ): array {
		global $wpdb;
		return Sql::ids( "SELECT {$wpdb->posts}.ID FROM {$wpdb->posts} WHERE " . LinkState::sql( $state ) );
	}

	/** @return list<string|null> What the list of products sorts by, of a few. */
	private static function lastChanged(): array {
		global $wpdb;
		return Sql::column( 'SELECT ' . LinkState::sqlChanged() . " FROM {$wpdb->posts} ORDER BY {$wpdb->posts}.ID LIMIT 5" );
	}

	public function testWithoutAnIndexFarMoreIsRead(): void {
		$costs = [];
		foreach ( $this->reads() as $name => $read ) {
			[ $table, $index ] = explode( ' ', $name );
			$costs[ $name ]    = Indexes::compare( $table, $index, $read );
		}
		$useless = array_filter( $costs, static fn( array $rows ): bool => $rows[1] < $rows[0] + 1000 );
		self::assertSame( [], $useless );
		self::assertEqualsCanonicalizing( array_merge( array_keys( $costs ), self::BESIDE ), Indexes::all(), 'Each is for something, and none is missing.' );
	}
}
