<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Store\Level;
use SorsApi\Store\Levels;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** The test document at the end of the first run, and what each unit has. */
final class TestDocumentTest extends OutboxTestCase {

	public function testInTheDatabaseForTryingItIsMadeBesideEverythingOfOurs(): void {
		global $wpdb;
		$this->configure( [ 'database' => 'Demo2', 'businessUnitIds' => [ $this->unitId( 'Demo2' ) ] ] );
		$ours   = fn(): array => array_map(
			static fn( string $table ): string => (string) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}$table" ),
			[ 'sors_outbox', 'sors_links', 'sors_customers', 'posts' ]
		);
		$before    = $ours();
		$documents = count( $this->documents( 'Demo2' ) );
		$answer    = $this->restOk( 'POST', 'first-run/test-document' );
		$made      = $this->documents( 'Demo2' );
		self::assertCount( $documents + 1, $made );
		self::assertSame( end( $made )['number'], $answer['made'] );
		self::assertSame( 'reservation', end( $made )['kind'] );
		self::assertStringStartsWith( 'test-', (string) end( $made )['externalReference'], 'Not one of ours: it would be taken for an order of a lost backup.' );
		self::assertSame( 'Proba Probić', $answer['buyer'] );
		$names    = array_column( $answer['lines'], 'name' );
		$services = array_column( array_filter( $this->books( 'products', 'Demo2' ), static fn( array $item ): bool => 'service' === $item['itemType'] ), 'name' );
		self::assertSame( [ 2, 'Dostava kurirskom službom' ], [ count( $names ), $names[1] ?? '' ] );
		self::assertSame( [], array_diff( $names, $services ), 'No goods that others who try would miss.' );
		self::assertSame( $before, $ours() );
	}

	public function testACopyThatNobodyHasConfirmedMakesNone(): void {
		$this->configure( [ 'database' => 'Demo2', 'businessUnitIds' => [ $this->unitId( 'Demo2' ) ] ] );
		$documents = count( $this->documents( 'Demo2' ) );
		self::bringFrom( 'original.example' );
		$answer = $this->restAsAdmin( 'POST', 'first-run/test-document' );
		self::assertSame( [ 409, 'sors_copy', $documents ], [ $answer->get_status(), $answer->get_data()['code'] ?? '', count( $this->documents( 'Demo2' ) ) ] );
		self::assertNull( $this->restOk( 'GET', 'first-run/test-document' )['made'], 'It is shown all the same.' );
	}

	public function testInAnyOtherDatabaseItIsOnlyShown(): void {
		$requests = fn(): array => array_column( $this->sors->get( 'requests' )['requests'], 'method' );
		$this->configure( [ 'database' => self::yearly(), 'businessUnitIds' => [ $this->unitId( self::yearly() ) ] ] );
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'first-run/test-document' )->get_status() );
		$shown = $this->restOk( 'GET', 'first-run/test-document' );
		self::assertNull( $shown['made'] );
		self::assertSame( [ 'Čekić stolarski 500 g, drvena drška', 'Dostava kurirskom službom' ], array_column( $shown['lines'], 'name' ), 'Goods, and shipping as a line of its own.' );
		self::assertEqualsWithDelta( 1290 + 390, (float) $shown['total'], 0.001 );
		self::assertStringContainsString( 'Probić', $shown['body'] );
		self::assertSame( [], array_diff( $requests(), [ 'GET' ] ) );
	}

	public function testWhatIsKnownToBeInStockComesFirst(): void {
		$unit = $this->unitId( self::yearly() );
		$this->configure( [ 'database' => self::yearly(), 'businessUnitIds' => [ $unit ] ] );
		$level            = new Level( '000102', $unit, 1 );
		$level->available = '5';
		( new Levels() )->put( 1, [ $level ] );
		self::assertSame( 'Odvijač krstasti PH2 × 100 mm', $this->restOk( 'GET', 'first-run/test-document' )['lines'][0]['name'] );
	}

	public function testUnitsAreToldWithTheirNumberOfItems(): void {
		$unit  = $this->unitId( self::DATABASE );
		$items = $this->restOk( 'GET', 'first-run/unit-items' )['items'];
		$count = array_column( $items, 'items', 'id' )[ $unit ];
		self::assertGreaterThan( 0, $count );
		self::assertSame( [ null ], array_values( array_unique( array_column( $items, 'inStock' ) ) ), 'No stock was read yet.' );
		\SorsApi\Tests\Site\SiteRuns::toEnd( 'catalog' );
		\SorsApi\Tests\Site\SiteRuns::toEnd( 'stock' );
		$items   = $this->restOk( 'GET', 'first-run/unit-items' )['items'];
		$inStock = array_column( $items, 'inStock', 'id' )[ $unit ];
		self::assertGreaterThan( 0, $inStock );
		self::assertLessThanOrEqual( $count, $inStock );
	}
}
