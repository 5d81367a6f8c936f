<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\YearChange;

use SorsApi\Database\Tables;
use SorsApi\OrderView\Words;
use SorsApi\Services;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\Tombstones;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\Wp;

'cli' === PHP_SAPI || exit;

/** The database of the new year, compared with the shop before the move: read and nothing else. */
final class RehearsalTest extends OutboxTestCase {

	private \WC_Product $alike;
	private \WC_Product $dearer;
	private \WC_Product $gone;

	protected function setUp(): void {
		parent::setUp();
		$this->configure(
			[
				'database'        => self::yearly( 1 ),
				'businessUnitIds' => [ $this->unitId( self::yearly( 1 ), '01' ), $this->unitId( self::yearly( 1 ), '02' ) ],
				'fields'          => [ 'price' => 'always' ],
			]
		);
		$this->alike  = $this->linkedIn( 0 );
		$this->dearer = $this->linkedIn( 1 );
		$this->gone   = $this->linkedIn( 2 );
	}

	public function testItTellsWhatTheShopWouldFindThere(): void {
		$doubled = $this->linkedIn( 3 );
		$this->newYear(
			[
				[ 'do' => 'setPrice', 'code' => $this->dearer->get_sku(), 'priceWithVat' => 98765 ],
				[ 'do' => 'setItem', 'code' => $this->dearer->get_sku(), 'set' => [ 'unit' => 'paleta' ] ],
				[ 'do' => 'removeItem', 'code' => $this->gone->get_sku() ],
				[ 'do' => 'addItem', 'item' => [ 'code' => $doubled->get_sku(), 'name' => 'Drugi sa istom šifrom' ] ],
				[ 'do' => 'removeItem', 'code' => 'USL-NAKNADA' ],
				[ 'do' => 'setUnit', 'code' => '01', 'name' => 'Novi Pazar' ],
				[ 'do' => 'setUnit', 'code' => '02', 'active' => false ],
			]
		);
		$report = $this->rehearse();
		self::assertSame( [ 'succeeded', false, self::yearly() ], [ $report['state'], $report['isActive'], $report['database'] ], $report['message'] );
		self::assertSame( [ '02' ], self::codes( $report, 'unit_missing' ) );
		self::assertSame( [ '01' ], self::codes( $report, 'unit_renamed' ) );
		self::assertSame( [ 'USL-NAKNADA' ], self::codes( $report, 'service_missing' ) );
		self::assertSame( [ $this->gone->get_sku() ], self::codes( $report, 'missing' ) );
		self::assertSame( [ $doubled->get_sku() ], self::codes( $report, 'doubled' ) );
		self::assertSame( [ $this->dearer->get_sku() ], self::codes( $report, 'price' ) );
		self::assertStringContainsString( Words::price( '98765' ), self::finding( $report, 'price' )['examples'][0]['text'] );
		self::assertSame( [ $this->dearer->get_sku() ], self::codes( $report, 'unit' ) );
		self::assertNull( self::finding( $report, 'vat' ) );
		self::assertSame( 3 + 2, $report['found'], 'Three products, and two services that are linked.' );
		$all = array_merge( [], ...array_map( static fn( array $finding ): array => array_column( $finding['examples'], 'code' ), $report['findings'] ) );
		self::assertNotContains( $this->alike->get_sku(), $all );
	}

	public function testFiguresAreWrittenAsTheShopWritesThem(): void {
		update_option( 'woocommerce_price_decimal_sep', ',' );
		update_option( 'woocommerce_price_thousand_sep', '.' );
		$this->dearer->set_regular_price( '1234.5' );
		$this->dearer->save();
		$this->newYear(
			[
				[ 'do' => 'setPrice', 'code' => $this->dearer->get_sku(), 'priceWithVat' => 98765 ],
				[ 'do' => 'setItem', 'code' => $this->gone->get_sku(), 'set' => [ 'vatRate' => 12.5 ] ],
			]
		);
		$report = $this->rehearse();
		self::assertSame( '1.234,50 → 98.765,00', self::finding( $report, 'price' )['examples'][0]['text'] ?? '' );
		self::assertSame( '20 → 12,5', self::finding( $report, 'vat' )['examples'][0]['text'] ?? '' );
	}

	/** What the first sync after the move would bring in is what other code of the site makes of SORS' price. */
	public function testPricesAreComparedAsAFilterChangesThem(): void {
		$broken  = $this->linkedIn( 3 );
		$changed = $this->linkedIn( 4 );
		$this->newYear(
			[
				[ 'do' => 'setPrice', 'code' => $broken->get_sku(), 'priceWithVat' => 98765 ],
				[ 'do' => 'setPrice', 'code' => $changed->get_sku(), 'priceWithVat' => 500 ],
			]
		);
		$this->dearer->set_regular_price( '777' );
		$this->dearer->save();
		add_filter(
			'sors_price',
			function ( string $price, string $code, int $productId ) use ( $broken, $changed ): string {
				if ( $broken->get_sku() === $code ) {
					throw new \RuntimeException( 'It broke.' );
				}
				return [
					$this->dearer->get_id() => '777',
					$changed->get_id()      => '1000',
				][ $productId ] ?? $price;
			},
			10,
			3
		);
		$report = $this->rehearse();
		self::assertSame( 'succeeded', $report['state'], $report['message'] );
		self::assertSame( [ $changed->get_sku() ], self::codes( $report, 'price' ), 'A sync leaves the broken one as it is.' );
		self::assertStringContainsString( Words::price( '1000' ), self::finding( $report, 'price' )['examples'][0]['text'] );
	}

	/**
	 * No sync changes it, so it neither leaves the shop nor gets another price. Orders with it go on, though.
	 *
	 * @dataProvider leftAlone
	 */
	public function testOfAProductThatIsLeftAloneItTellsWhatOrdersMeet( string $leftAlone ): void {
		$inactive = $this->linkedIn( 3 );
		$doubled  = $this->linkedIn( 4 );
		global $wpdb;
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::LINKS ) . ' SET left_alone = %s', $leftAlone ) );
		$this->newYear(
			[
				[ 'do' => 'setPrice', 'code' => $this->dearer->get_sku(), 'priceWithVat' => 98765 ],
				[ 'do' => 'setItem', 'code' => $this->dearer->get_sku(), 'set' => [ 'unit' => 'paleta', 'vatRate' => 12.5 ] ],
				[ 'do' => 'setItem', 'code' => $inactive->get_sku(), 'set' => [ 'active' => false ] ],
				[ 'do' => 'removeItem', 'code' => $this->gone->get_sku() ],
				[ 'do' => 'addItem', 'item' => [ 'code' => $doubled->get_sku(), 'name' => 'Drugi sa istom šifrom' ] ],
			]
		);
		$report = $this->rehearse();
		self::assertSame( [ 'missing', 'doubled', 'unlinked' ], array_column( $report['findings'], 'kind' ) );
		self::assertSame( [ $this->gone->get_sku() ], self::codes( $report, 'missing' ) );
		self::assertSame( 'The new database has no item with its code: orders with it would be refused. The product itself stays as it is, since it is left alone.', self::finding( $report, 'missing' )['examples'][0]['text'] );
		self::assertSame( [ $doubled->get_sku() ], self::codes( $report, 'doubled' ) );
	}

	/** @return array<string, array{string}> */
	public static function leftAlone(): array {
		return [
			'the product' => [ Link::BY_PRODUCT ],
			'its group'   => [ Link::BY_GROUP ],
		];
	}

	public function testWhatTheOwnerUnlinkedOrDoesNotWantIsNotListedAsNew(): void {
		$before = self::finding( $this->rehearse(), 'unlinked' );
		( new Services() )->sync()->linkChoices()->unlink( $this->gone->get_id() );
		( new Tombstones( new Links() ) )->add( [ $before['examples'][0]['code'] => '' ] );
		$after = self::finding( $this->rehearse(), 'unlinked' );
		self::assertSame( $before['count'] - 1, $after['count'] );
		self::assertNotContains( $before['examples'][0]['code'], array_column( $after['examples'], 'code' ) );
	}

	public function testNothingIsWrittenAndOnlyReadingIsAskedOfSors(): void {
		$this->newYear( [ [ 'do' => 'removeItem', 'code' => $this->gone->get_sku() ] ] );
		$this->restOk( 'GET', 'year-change' );
		$shop  = self::tables();
		$books = [ $this->all( self::yearly() ), $this->all( self::yearly( 1 ) ) ];
		$asked = count( $this->sors->get( 'requests' )['requests'] );
		$this->rehearse();
		self::assertSame( $shop, self::tables() );
		self::assertSame( $books, [ $this->all( self::yearly() ), $this->all( self::yearly( 1 ) ) ] );
		$methods = array_column( array_slice( $this->sors->get( 'requests' )['requests'], $asked ), 'method' );
		self::assertSame( [ 'GET' ], array_values( array_unique( $methods ) ) );
	}

	public function testOpenDocumentsThatWereNotCarriedOverAreListed(): void {
		$this->datedOrder( self::day( '12-30', 1 ), $this->alike );
		$this->work();
		$sent   = $this->documents( self::yearly( 1 ) )[0];
		$report = $this->rehearse();
		self::assertSame( [ $sent['externalReference'] ], self::codes( $report, 'document' ) );
	}

	public function testOneThatWasCutOffGoesOnWhereItStopped(): void {
		$this->restOk( 'POST', 'year-change/rehearsal' );
		$this->fault( 'listInventory', [ 'kind' => 'status', 'status' => 500 ], 3 );
		$report = $this->rehearse();
		self::assertSame( 'failed', $report['state'] );
		$before = $this->sors->count( 'listProducts' );
		$again  = $this->rehearse();
		self::assertSame( [ 'succeeded', $report['id'] ], [ $again['state'], $again['id'] ], $again['message'] );
		self::assertSame( $before, $this->sors->count( 'listProducts' ), 'The items were not read again.' );
	}

	public function testItIsBoundedInTimeAndADeadProcessHoldsNothingUp(): void {
		$this->sors->post( 'reset', [ 'items' => 1500 ] );
		$this->configure(
			[
				'database'        => self::yearly( 1 ),
				'businessUnitIds' => [ $this->unitId( self::yearly( 1 ), '01' ) ],
			]
		);
		$this->restOk( 'POST', 'year-change/rehearsal' );
		$run   = ( new RunTable() )->active( 'rehearsal' );
		$steps = ( new Services() )->sync()->steps();
		$steps->step( $run->id, 0.0 );
		$first = $this->restOk( 'GET', 'year-change/rehearsal' );
		self::assertTrue( $first['isActive'] );
		self::assertNotNull( Lease::claim( new RunTable(), $run->id ) );
		global $wpdb;
		$wpdb->query( 'UPDATE ' . Tables::name( Tables::RUNS ) . ' SET lease_until = 1' );
		self::assertSame( 'succeeded', $this->rehearse()['state'] );
	}

	public function testItIsNoSyncOfTheProductsScreenAndStartsNothing(): void {
		$told = [];
		add_action(
			'sors_run_succeeded',
			static function ( string $kind ) use ( &$told ): void {
				$told[] = $kind;
			}
		);
		$id = $this->rehearse()['id'];
		self::assertSame( [], $told );
		self::assertSame( 0, $this->restOk( 'GET', 'runs' )['total'] );
		self::assertSame( 404, $this->rest( 'GET', "runs/$id" )->get_status() );
		self::assertSame( 404, $this->rest( 'POST', "runs/$id/step" )->get_status() );
	}

	public function testWhatItFindsIsNoConflictOfTheShop(): void {
		$this->newYear( [ [ 'do' => 'removeItem', 'code' => $this->gone->get_sku() ] ] );
		self::assertSame( 'succeeded', $this->rehearse()['state'] );
		self::assertSame( [ 'items' => [], 'total' => 0 ], $this->restOk( 'GET', 'conflicts' ) );
	}

	public function testTheCsvHasWhatDiffersOnly(): void {
		$this->newYear( [ [ 'do' => 'removeItem', 'code' => $this->gone->get_sku() ] ] );
		$this->rehearse();
		$this->loginAsAdmin();
		ob_start();
		apply_filters( 'rest_pre_serve_request', false, $this->rest( 'GET', 'year-change/rehearsal.csv' ), new \WP_REST_Request(), rest_get_server() );
		$csv = (string) ob_get_clean();
		self::assertStringContainsString( $this->gone->get_sku(), $csv );
		self::assertStringNotContainsString( '"' . $this->alike->get_sku() . '"', $csv );
	}

	public function testOnTheCommandLine(): void {
		$this->newYear( [ [ 'do' => 'removeItem', 'code' => $this->gone->get_sku() ] ] );
		[ $code, $said ] = Wp::run( 'sors year-rehearsal --format=json' );
		self::assertSame( 0, $code, $said );
		self::assertSame( $this->gone->get_sku(), array_column( json_decode( $said, true ), 'examples', 'kind' )['missing'] );
	}

	public function testWithoutANewerDatabaseItIsRefused(): void {
		$this->configure( [] );
		$this->loginAsAdmin();
		self::assertSame( [ 409, 'sors_not_proposed' ], [ $this->rest( 'POST', 'year-change/rehearsal' )->get_status(), $this->rest( 'POST', 'year-change/rehearsal' )->get_data()['code'] ] );
	}

	/** @return array<string, mixed> */
	private function rehearse(): array {
		$report = $this->restOk( 'POST', 'year-change/rehearsal' );
		for ( $i = 0; $i < 50 && $report['isActive']; $i++ ) {
			$report = $this->restOk( 'POST', 'year-change/rehearsal/step' );
		}
		return $report;
	}

	/** A product with the name, price and unit of the n-th of the goods, linked in the database in use. */
	private function linkedIn( int $n ): \WC_Product {
		$product = $this->linkedProduct( $n );
		$item    = array_column( $this->books( 'products', self::yearly( 1 ) ), null, 'code' )[ $product->get_sku() ];
		$product->set_regular_price( (string) $this->books( 'stock', self::yearly( 1 ) )[ $product->get_sku() ]['01']['priceWithVat'] );
		$product->save();
		global $wpdb;
		$wpdb->update(
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

	/** @param list<array<string, mixed>> $changes */
	private function newYear( array $changes ): void {
		$this->sors->post(
			'patch',
			[
				'database' => self::yearly(),
				'changes'  => $changes,
			]
		);
	}

	/** @return array<mixed> */
	private function all( string $database ): array {
		return array_map( fn( string $part ): array => $this->books( $part, $database ), [ 'products', 'units', 'stock', 'documents', 'customers' ] );
	}

	/** @return array<string, string> Name => checksum, of all but what the rehearsal keeps of itself, and its steps. */
	private static function tables(): array {
		global $wpdb;
		$sums = [];
		foreach ( $wpdb->get_col( 'SHOW TABLES' ) as $table ) {
			if ( ! in_array( $table, [ Tables::name( Tables::RUNS ), Tables::name( Tables::RUN_ITEMS ) ], true ) && 1 !== preg_match( '/actionscheduler|stand_in_actions/', $table ) ) {
				$own            = $table === $wpdb->options ? " WHERE option_name NOT LIKE '%transient%' AND option_name NOT IN ('sors_newer_database', 'cron', 'action_scheduler_lock_async-request-runner')" : '';
				$sums[ $table ] = md5( (string) wp_json_encode( $wpdb->get_results( "SELECT * FROM $table$own", ARRAY_N ) ) );
			}
		}
		return $sums;
	}

	/**
	 * @param array<string, mixed> $report
	 *
	 * @return array<string, mixed>|null
	 */
	private static function finding( array $report, string $kind ): ?array {
		return array_column( $report['findings'], null, 'kind' )[ $kind ] ?? null;
	}

	/**
	 * @param array<string, mixed> $report
	 *
	 * @return list<string> Of units without the words around them.
	 */
	private static function codes( array $report, string $kind ): array {
		return array_map( static fn( string $code ): string => str_replace( 'business unit ', '', $code ), array_column( self::finding( $report, $kind )['examples'] ?? [], 'code' ) );
	}
}
