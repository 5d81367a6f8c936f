<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\YearChange;

use SorsApi\Database\Tables;
use SorsApi\Services;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\Link;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\Wp;

'cli' === PHP_SAPI || exit;

/** What a sync would change if the shop worked with the database of the new year: shown, and neither written nor remembered. */
final class PreviewElsewhereTest extends OutboxTestCase {

	private \WC_Product $alike;
	private \WC_Product $dearer;
	private \WC_Product $gone;

	protected function setUp(): void {
		parent::setUp();
		$this->configure(
			[
				'database'        => self::yearly( 1 ),
				'businessUnitIds' => [ $this->unitId( self::yearly( 1 ), '01' ), $this->unitId( self::yearly( 1 ), '02' ) ],
				'fields'          => [ 'price' => 'always', 'stock' => 'never' ],
				'missingProducts' => 'draft',
			]
		);
		$this->alike  = $this->linkedIn( 0 );
		$this->dearer = $this->linkedIn( 1 );
		$this->gone   = $this->linkedIn( 2 );
		$this->newYear(
			[
				[ 'do' => 'setPrice', 'code' => $this->dearer->get_sku(), 'priceWithVat' => 98765 ],
				[ 'do' => 'removeItem', 'code' => $this->gone->get_sku() ],
			]
		);
	}

	public function testTheCatalogueTellsWhatIsMissingThere(): void {
		$run   = $this->preview( 'catalog' );
		$items = $this->items( $run );
		self::assertSame( [ 'succeeded', 'catalog', 'preview', self::yearly() ], [ $run['state'], $run['kind'], $run['mode'], $run['database'] ], $run['message'] );
		self::assertSame( 'planned', $items[ $this->gone->get_sku() ]['outcome'] );
		self::assertStringContainsString( self::yearly() . ' has no item with this code', $items[ $this->gone->get_sku() ]['reason'] );
		self::assertStringNotContainsString( 'no item', (string) ( $items[ $this->alike->get_sku() ]['reason'] ?? '' ) );
		self::assertNotSame( [], array_filter( $items, static fn( array $item ): bool => 'create' === $item['action'] && 'planned' === $item['outcome'] ), 'What the shop does not have yet.' );
		self::assertStringContainsString( 'Nothing was written to the shop.', $run['message'] );
	}

	public function testWhatIsMissingIsToldAlsoWhereNothingOfItsProductWouldChange(): void {
		SettingsStore::update( [ 'missingProducts' => 'leave' ] );
		self::assertStringContainsString( 'has no item with this code', $this->items( $this->preview( 'catalog' ) )[ $this->gone->get_sku() ]['reason'] );
		self::db()->query( self::db()->prepare( 'UPDATE ' . Tables::name( Tables::LINKS ) . ' SET left_alone = %s', Link::BY_PRODUCT ) );
		self::assertStringContainsString( 'has no item with this code', $this->items( $this->preview( 'catalog' ) )[ $this->gone->get_sku() ]['reason'], 'Orders with it go on.' );
	}

	public function testStockAndPricesAreReadFromTheUnitsOfTheSameCodes(): void {
		$run   = $this->preview( 'stock' );
		$items = $this->items( $run );
		self::assertSame( [ 'succeeded', 'stock' ], [ $run['state'], $run['kind'] ], $run['message'] );
		self::assertSame( [ '98765' ], array_map( static fn( ?string $to ): string => (string) (int) $to, array_column( $items[ $this->dearer->get_sku() ]['changes'], 'to' ) ) );
		self::assertArrayNotHasKey( $this->alike->get_sku(), array_filter( $items, static fn( array $item ): bool => 'planned' === $item['outcome'] ) );
	}

	/** @dataProvider kinds */
	public function testNothingIsWrittenNorRemembered( string $kind ): void {
		$this->stepped( $this->restOk( 'POST', 'runs', [ 'kind' => 'stock' ] ) );
		$this->restOk( 'GET', 'year-change' );
		$shop  = self::tables();
		$books = [ $this->all( self::yearly() ), $this->all( self::yearly( 1 ) ) ];
		$asked = $this->sors->count();
		self::assertSame( 'succeeded', $this->preview( $kind )['state'] );
		self::assertSame( $shop, self::tables() );
		self::assertSame( $books, [ $this->all( self::yearly() ), $this->all( self::yearly( 1 ) ) ] );
		$methods = array_column( array_slice( $this->sors->get( 'requests' )['requests'], $asked ), 'method' );
		self::assertSame( [ 'GET' ], array_values( array_unique( $methods ) ) );
	}

	public static function kinds(): array {
		return [ 'the catalogue' => [ 'catalog' ], 'stock and prices' => [ 'stock' ] ];
	}

	/** Both read at once: neither takes what the other has seen for its own. */
	public function testARunOfTheShopUnderWayGoesOnAsIfItWereAlone(): void {
		$fields = array_keys( SettingsStore::load()->fields );
		SettingsStore::update( [ 'fields' => [ 'status' => 'always' ] + array_fill_keys( $fields, 'never' ) ] );
		$this->stepped( $this->restOk( 'POST', 'runs', [ 'kind' => 'catalog' ] ) );
		// One more pass without an item, and it is discontinued.
		self::db()->query( 'UPDATE ' . Tables::name( Tables::LINKS ) . ' SET missing_passes = 1' );
		$own   = $this->restOk( 'POST', 'runs', [ 'kind' => 'catalog', 'mode' => 'preview' ] );
		$table = new RunTable();
		$steps = ( new Services() )->sync()->steps();
		while ( ! in_array( $table->get( $own['id'] )->cursor->phase, [ Cursor::MISSING, Cursor::ITEMS ], true ) ) {
			$steps->step( $own['id'], 0.0 );
		}
		self::assertSame( Cursor::MISSING, $table->get( $own['id'] )->cursor->phase, 'It has seen all items.' );
		$other = $this->preview( 'catalog' );
		self::assertNotSame( $own['id'], $other['id'] );
		$own = $this->stepped( $own );
		self::assertSame( 'succeeded', $own['state'], $own['message'] );
		self::assertArrayNotHasKey( 'database', $own );
		$fields = static fn( array $item ): array => array_column( $item['changes'] ?? [], 'field' );
		self::assertNotContains( 'status', $fields( $this->items( $own )[ $this->alike->get_sku() ] ?? [] ), 'Nothing of what the other one saw is its own.' );
		self::assertContains( 'status', $fields( $this->items( $other )[ $this->gone->get_sku() ] ) );
	}

	public function testItIsNobodysLastRunAndStartsNothing(): void {
		$told = [];
		add_action(
			'sors_run_succeeded',
			static function ( string $kind ) use ( &$told ): void {
				$told[] = $kind;
			}
		);
		$before = $this->restOk( 'GET', 'overview' );
		foreach ( self::kinds() as [ $kind ] ) {
			$this->preview( $kind );
		}
		self::assertSame( [], $told );
		self::assertSame( 0, $this->restOk( 'GET', 'runs' )['total'] );
		self::assertSame( $before['decisions'], $this->restOk( 'GET', 'overview' )['decisions'] );
		self::assertSame( [ 'items' => [], 'total' => 0 ], $this->restOk( 'GET', 'conflicts' ) );
		$table = new RunTable();
		self::assertSame( [ null, null, null, 0 ], [ $table->last( 'stock' ), $table->lastRead( 'catalog' ), $table->lastWritten( 'stock' ), $table->lastGood( self::yearly(), 0 ) ] );
		self::assertSame( 2, $this->restOk( 'GET', 'runs', [ 'database' => self::yearly() ] )['total'] );
		self::assertSame( [ 'catalog' ], array_column( $this->restOk( 'GET', 'runs', [ 'database' => self::yearly(), 'kind' => 'catalog' ] )['items'], 'kind' ) );
		self::assertSame( 0, $this->restOk( 'GET', 'runs', [ 'database' => 'Demo2' ] )['total'] );
	}

	public function testItCannotBeApprovedNorDiscarded(): void {
		$id = $this->preview( 'stock' )['id'];
		$this->loginAsAdmin();
		foreach ( [ 'approve', 'discard', 'resume' ] as $action ) {
			self::assertSame( 409, $this->rest( 'POST', "runs/$id/$action" )->get_status(), $action );
		}
		self::assertSame( '98765', $this->items( $this->restOk( 'GET', "runs/$id" ) )[ $this->dearer->get_sku() ]['changes'][0]['to'] ?? '' );
		self::assertNotSame( '98765', wc_get_product( $this->dearer->get_id() )->get_regular_price() );
	}

	public function testOneIsUnderWayAtATime(): void {
		$first = $this->restOk( 'POST', 'runs', $this->body( 'catalog' ) );
		self::assertSame( $first['id'], $this->restOk( 'POST', 'runs', $this->body( 'catalog' ) )['id'] );
		$refused = $this->restAsAdmin( 'POST', 'runs', $this->body( 'stock' ) );
		self::assertSame( [ 409, 'sors_active' ], [ $refused->get_status(), $refused->get_data()['code'] ] );
		self::assertSame( 'cancelled', $this->restOk( 'POST', "runs/{$first['id']}/cancel" )['state'] );
		self::assertSame( 'succeeded', $this->preview( 'stock' )['state'] );
		self::assertSame( 'succeeded', $this->stepped( $this->restOk( 'POST', "runs/{$first['id']}/resume" ) )['state'], 'It reads all again.' );
		self::assertSame( '0', $GLOBALS['wpdb']->get_var( 'SELECT COUNT(*) FROM ' . Tables::name( 'preview_links' ) ) );
	}

	public function testOneThatFailedGoesOnWithFreshCopies(): void {
		$run = $this->restOk( 'POST', 'runs', $this->body( 'stock' ) );
		$this->fault( 'listInventory', [ 'kind' => 'status', 'status' => 500 ], 3 );
		$run = $this->stepped( $run );
		self::assertSame( 'failed', $run['state'] );
		self::assertNotContains( 'run_failed', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) );
		$run = $this->stepped( $this->restOk( 'POST', "runs/{$run['id']}/resume" ) );
		self::assertSame( 'succeeded', $run['state'], $run['message'] );
		$changes = static fn( array $items ): array => array_column( $items, 'changes', 'code' );
		self::assertSame( $changes( $this->items( $this->preview( 'stock' ) ) ), $changes( $this->items( $run ) ) );
	}

	/** Else one that is cut off at its beginning would begin for ever. */
	public function testItsCopiesAreNoProgressAfterADeath(): void {
		global $wpdb;
		$id = $this->restOk( 'POST', 'runs', $this->body( 'catalog' ) )['id'];
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET lease_owner = 'dead', lease_until = 1 WHERE id = $id" );
		$deaths = [];
		$see    = static function ( string $sql ) use ( $wpdb, $id, &$deaths ): string {
			if ( [] === $deaths && false !== strpos( $sql, "'_sku'" ) ) {
				$deaths = [ 0 ];
				$deaths = [ json_decode( $wpdb->get_var( "SELECT cursor_data FROM {$wpdb->prefix}sors_runs WHERE id = $id" ), true )['deaths'] ];
			}
			return $sql;
		};
		add_filter( 'query', $see );
		$this->restOk( 'POST', "runs/$id/step" );
		remove_filter( 'query', $see );
		self::assertSame( [ 1 ], $deaths );
	}

	/** @dataProvider refused */
	public function testWhatCannotBePreviewedIsSaid( array $body, string $sentence ): void {
		$refused = $this->restAsAdmin( 'POST', 'runs', $body );
		self::assertSame( [ 400, 'sors_bad_preview' ], [ $refused->get_status(), $refused->get_data()['code'] ] );
		self::assertStringContainsString( $sentence, $refused->get_data()['message'] );
		self::assertSame( '0', $GLOBALS['wpdb']->get_var( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::RUNS ) ) );
	}

	public static function refused(): array {
		return [
			'a sync'              => [ [ 'kind' => 'catalog', 'mode' => 'apply', 'database' => self::yearly() ], 'only previews' ],
			'no mode'             => [ [ 'kind' => 'stock', 'database' => self::yearly() ], 'only previews' ],
			'pictures'            => [ [ 'kind' => 'images', 'mode' => 'preview', 'database' => self::yearly() ], 'only previews' ],
			'the database in use' => [ [ 'kind' => 'stock', 'mode' => 'preview', 'database' => self::yearly( 1 ) ], 'without naming it' ],
			'none of the key'     => [ [ 'kind' => 'stock', 'mode' => 'preview', 'database' => 'Nema2031' ], 'no database with the name Nema2031' ],
		];
	}

	public function testWithoutAnyUnitThereItIsRefused(): void {
		$this->newYear( [ [ 'do' => 'setUnit', 'code' => '01', 'active' => false ], [ 'do' => 'setUnit', 'code' => '02', 'active' => false ] ] );
		self::assertSame( 400, $this->restAsAdmin( 'POST', 'runs', $this->body( 'catalog' ) )->get_status() );
	}

	public function testOnTheCommandLine(): void {
		$said = Wp::says( 'sors sync stock --preview --wait --format=json --database=' . self::yearly() );
		self::assertSame( [ 'succeeded', self::yearly() ], [ json_decode( $said, true )['state'], json_decode( $said, true )['database'] ] );
		foreach ( [ '--database=' . self::yearly(), '--preview --database=Nema2031' ] as $wrong ) {
			Wp::says( "sors sync stock $wrong", 1 );
		}
	}

	private function body( string $kind ): array {
		return [ 'kind' => $kind, 'mode' => 'preview', 'database' => self::yearly() ];
	}

	private function preview( string $kind ): array {
		return $this->stepped( $this->restOk( 'POST', 'runs', $this->body( $kind ) ) );
	}

	private function stepped( array $run ): array {
		for ( $i = 0; $i < 50 && in_array( $run['state'], [ 'queued', 'reading', 'applying' ], true ); $i++ ) {
			$run = $this->restOk( 'POST', "runs/{$run['id']}/step" );
		}
		return $run;
	}

	/** @return array<string, array<string, mixed>> By code. */
	private function items( array $run ): array {
		$items = [];
		for ( $page = 1; $page < 20; $page++ ) {
			$items = array_merge( $items, $this->restOk( 'GET', "runs/{$run['id']}/items", [ 'per_page' => 100, 'page' => $page ] )['items'] );
		}
		return array_column( $items, null, 'code' );
	}

	/** A product with the name and price of the n-th of the goods, linked in the database in use. */
	private function linkedIn( int $n ): \WC_Product {
		$product = $this->linkedProduct( $n );
		$item    = array_column( $this->books( 'products', self::yearly( 1 ) ), null, 'code' )[ $product->get_sku() ];
		self::saved( $product, [ 'regular_price' => (string) $this->books( 'stock', self::yearly( 1 ) )[ $product->get_sku() ]['01']['priceWithVat'] ] );
		self::db()->update(
			Tables::name( Tables::LINKS ),
			[
				'unit'          => $item['unit'],
				'vat_rate'      => (string) $item['vatRate'],
				'database_name' => self::yearly( 1 ),
				'sors_id'       => (string) $item['id'],
			],
			[ 'object_id' => $product->get_id() ]
		);
		return $product;
	}

	private function newYear( array $changes ): void {
		$this->sors->post( 'patch', [ 'database' => self::yearly(), 'changes' => $changes ] );
	}

	private function all( string $database ): array {
		return array_map( fn( string $part ): array => $this->books( $part, $database ), [ 'products', 'units', 'stock', 'documents', 'customers' ] );
	}

	/** @return array<string, list<string>> Name => its rows, of all but what a run keeps of itself, its steps, and the moment that the clock last told. */
	private static function tables(): array {
		$rows = [];
		foreach ( self::db()->get_col( 'SHOW TABLES' ) as $table ) {
			if ( ! in_array( $table, [ Tables::name( Tables::RUNS ), Tables::name( Tables::RUN_ITEMS ) ], true ) && 1 !== preg_match( '/actionscheduler|stand_in_actions/', $table ) ) {
				$own            = $table === self::db()->options ? " WHERE option_name NOT LIKE '%transient%' AND option_name NOT IN ('sors_newer_database', 'sors_last_moment', 'cron', 'action_scheduler_lock_async-request-runner')" : '';
				$rows[ $table ] = array_map( static fn( array $row ): string => implode( ' | ', $row ), self::db()->get_results( "SELECT * FROM $table$own", ARRAY_N ) );
			}
		}
		return $rows;
	}
}
