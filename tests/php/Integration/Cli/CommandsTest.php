<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Cli;

use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Tests\Site\Wp;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** `wp sors …` as typed. */
final class CommandsTest extends StoreTestCase {

	protected function setUp(): void {
		parent::setUp();
		$unit = $this->restOk( 'GET', 'business-units', [ 'database' => 'Demo2' ] )['items'][0]['id'];
		$this->restOk(
			'PUT',
			'settings',
			[ 'database' => 'Demo2', 'businessUnitIds' => [ $unit ], 'unmappedLines' => 'named', 'sendToTestDatabase' => true ]
		);
	}

	public function testTheConnectionIsTested(): void {
		$output = Wp::says( 'sors test' );
		self::assertMatchesRegularExpression( '/Success: SORS answers in \d+ ms/', $output );
		[ $status, $output ] = Wp::run( 'sors test NemaTe' );
		self::assertSame( 1, $status );
		self::assertStringContainsString( 'Error: ', $output );
	}

	public function testProgramsReadWhatTheyAskFor(): void {
		[ $status, $output ] = Wp::run( 'sors test --format=json' );
		$result              = json_decode( $output, true );
		self::assertSame( [ 0, true, null ], [ $status, $result['ok'], $result['problem'] ], $output );
		[ $status, $output ] = Wp::run( 'sors test NemaTe --format=json' );
		$result              = json_decode( $output, true );
		self::assertSame( [ 1, false, 'unknown_database' ], [ $status, $result['ok'], $result['problem']['code'] ], $output );
		self::assertDoesNotMatchRegularExpression( '/[\x00-\x09\x0B-\x1F]/', $result['problem']['message'], 'It is words, not as it is stored.' );

		[ $status, $output ] = Wp::run( 'sors sync catalog --wait --format=json' );
		$run                 = json_decode( $output, true );
		self::assertSame( [ 0, 'catalog', 'succeeded', 'cli' ], [ $status, $run['kind'], $run['state'], $run['startedBy'] ], $output );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'action' => [ 'kind' => 'refuse' ] ] ] ] );
		[ $status, $output ] = Wp::run( 'sors sync catalog --wait --format=json' );
		self::assertSame( [ 1, 'failed' ], [ $status, json_decode( $output, true )['state'] ], $output );

		$order               = $this->createOrder( [ $this->createProduct( 'NEMA-U-SORS' )->get_id() => 1 ] )->get_id();
		$this->restOk( 'PUT', 'settings', [ 'unmappedLines' => 'refuse' ] );
		[ $status, $output ] = Wp::run( "sors outbox send $order --wait --format=json" );
		$entry               = json_decode( $output, true )[0];
		self::assertSame( [ 1, $order, 'rejected' ], [ $status, $entry['orderId'], $entry['state'] ], $output );
		[ $status, $output ] = Wp::run( "sors outbox resolve {$entry['id']} --as=acknowledged --format=json" );
		self::assertSame( [ 0, $entry['id'] ], [ $status, json_decode( $output, true )[0]['id'] ?? null ], $output );

		[ $status, $output ] = Wp::run( 'sors outbox document --format=json' );
		self::assertSame( [ 0, '[]' ], [ $status, $output ] );
	}

	public function testTheSupportFileIsWritten(): void {
		$file   = (string) tempnam( sys_get_temp_dir(), 'sors-support-' );
		$output = Wp::says( 'sors support --file=' . $file );
		self::assertStringContainsString( "Written to $file.", $output );
		self::assertStringStartsWith( 'SORS API for WooCommerce: support file', (string) file_get_contents( $file ) );
		unlink( $file );
		$output = Wp::says( 'sors support --file=-' );
		self::assertStringContainsString( '== Orders by state', $output );
		$output = Wp::says( 'sors support --file=/there/is/no/such/folder.txt', 1 );
		self::assertStringContainsString( 'could not be written', $output );
	}

	public function testACatalogueComesIn(): void {
		Wp::says( 'sors sync catalog --preview --wait' );
		self::assertSame( [], self::products() );
		$output = Wp::says( 'sors sync catalog --wait' );
		self::assertMatchesRegularExpression( '/[1-9]\d* created, 0 updated/', $output );
		self::assertStringContainsString( 'Success: ', $output );
		wp_cache_flush();
		self::assertGreaterThan( 5, count( self::products() ) );
	}

	public function testItSaysOnceThatSorsAskedForAPauseAndWaits(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'times' => 1, 'action' => [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 3 ] ] ] ] );
		$output = Wp::says( 'sors sync catalog --wait' );
		self::assertSame( 1, substr_count( $output, 'Warning: SORS asked for a pause' ), $output );
		self::assertStringContainsString( 'Success: ', $output );
	}

	public function testWithoutWaitingItGoesOnInTheBackground(): void {
		$output = Wp::says( 'sors sync catalog' );
		self::assertStringContainsString( 'in the background', $output );
		self::assertNotFalse( as_next_scheduled_action( 'sors_run_step' ) );
	}

	public function testTheOutboxIsListedSentAndWorkedOff(): void {
		$this->restOk( 'PUT', 'settings', [ 'exportOrders' => true ] );
		self::assertSame( 0, Wp::run( 'sors sync catalog --wait' )[0] );
		$product = self::someProductOfSors();
		$first   = $this->createOrder( [ $product => 1 ] )->get_id();
		$second  = $this->createOrder( [ $product => 1 ] )->get_id();

		$output = Wp::says( 'sors outbox list --format=json' );
		self::assertSame( [ $second, $first ], array_column( (array) json_decode( $output, true ), 'orderId' ) );
		self::assertSame( 1, Wp::run( 'sors outbox list --state=lost' )[0] );

		$output = Wp::says( "sors outbox send $first --wait" );
		self::assertMatchesRegularExpression( '/\bsent\b/', $output );
		self::assertSame( 1, Wp::run( 'sors outbox send 999999' )[0] );

		Wp::run( "sors outbox send $second" );
		$output = Wp::says( 'sors outbox work' );
		self::assertStringContainsString( '1 entry was processed', $output );
		[ , $output ] = Wp::run( 'sors outbox list --state=sent --format=ids' );
		self::assertCount( 2, explode( ' ', trim( $output ) ) );
	}

	public function testAWordThatIsNoIdIsNotTakenForOne(): void {
		global $wpdb;
		$first  = $this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] )->get_id();
		$second = $this->createOrder( [ $this->createProduct( 'B' )->get_id() => 1 ] )->get_id();
		foreach ( [ "$first/2026", "$first,$second" ] as $word ) {
			$output = Wp::says( "sors outbox send $second $word", 1 );
			self::assertStringContainsString( "Error: $word is not the id of an order. Nothing was queued.", $output );
		}
		self::assertSame( [ '0', '0' ], $wpdb->get_col( "SELECT asked_for FROM {$wpdb->prefix}sors_outbox" ) );
		$entry  = self::entry( $first )->id;
		$output = Wp::says( "sors outbox resolve $entry/2026 --as=acknowledged", 1 );
		self::assertStringContainsString( "Error: $entry/2026 is not the id of an entry. wp sors outbox list shows them.", $output );
	}

	public function testARowIsDecided(): void {
		$order = $this->createOrder( [ $this->createProduct( 'NEMA-U-SORS' )->get_id() => 1 ] );
		$row   = self::entry( $order->get_id() )->id;
		$this->restOk( 'PUT', 'settings', [ 'unmappedLines' => 'refuse' ] );
		self::assertSame( 0, Wp::run( 'sors outbox send ' . $order->get_id() )[0], 'It is queued.' );
		self::assertSame( 1, Wp::run( 'sors outbox send ' . $order->get_id() . ' --wait' )[0], 'It is refused.' );
		Wp::says( "sors outbox resolve $row --as=acknowledged" );
		Wp::says( "sors outbox resolve $row --as=resend --user=1" );
		$by = array_values( array_filter( array_column( History::of( $row ), 'by' ) ) );
		self::assertSame( [ 'WP-CLI', 'WP-CLI', 'WP-CLI (' . get_userdata( 1 )->display_name . ')' ], $by );
		self::assertSame( 1, Wp::run( "sors outbox resolve $row --as=perhaps" )[0] );
		self::assertSame( 1, Wp::run( 'sors outbox resolve 999999 --as=acknowledged' )[0] );
	}

	public function testOlderOrdersAreCountedThenPutInLine(): void {
		self::assertSame( 0, Wp::run( 'sors sync catalog --wait' )[0] );
		$order = self::saved( $this->createOrder( [ self::someProductOfSors() => 1 ] ), [ 'date_created' => '2026-03-31T10:00:00+00:00' ] );
		$this->restOk( 'PUT', 'settings', [ 'exportOrders' => true ] );
		// As the worker leaves it once the order has been quiet for a minute.
		self::db()->update( self::db()->prefix . 'sors_outbox', [ 'state' => 'skipped', 'error_code' => 'before_export' ], [ 'order_id' => $order->get_id() ] );
		$output = Wp::says( 'sors outbox older --from=2026-03-01 --to=2026-03-31 --dry-run' );
		self::assertStringContainsString( '1 order of these days', $output );
		self::assertSame( 0, OutboxTable::counts()['queued'], 'A dry run puts none in line.' );
		$output = Wp::says( 'sors outbox older --from=2026-03-01 --to=2026-03-31 --yes' );
		self::assertSame( 1, OutboxTable::counts()['queued'], $output );
		self::assertSame( 1, Wp::run( 'sors outbox older --from=2026-04-01 --to=2026-03-31' )[0], 'Backwards.' );
	}

	public function testOrdersAreHeldAgainstTheirDocuments(): void {
		$this->restOk( 'PUT', 'settings', [ 'exportOrders' => true ] );
		self::assertSame( 0, Wp::run( 'sors sync catalog --wait' )[0] );
		$product = self::someProductOfSors();
		$id      = $this->createOrder( [ $product => 1 ] )->get_id();
		$other   = $this->createOrder( [ $product => 1 ] )->get_id();
		Wp::run( "sors outbox send $id $other --wait" );
		$output = Wp::says( 'sors outbox reconcile' );
		self::assertStringContainsString( 'Success: 2 documents compared, 0 findings', $output );
		$entry  = self::entry( $id );
		$number = $entry->documentNumber;
		$this->sors->post( 'patch', [ 'database' => 'Demo2', 'changes' => [ [ 'do' => 'removeDocument', 'number' => $number ] ] ] );
		$output = Wp::says( 'sors outbox reconcile', 1 );
		self::assertMatchesRegularExpression( "/missing.*$number.*replace/", $output );
		self::assertStringContainsString( '2 documents compared, 1 findings', $output );
		self::assertSame( 0, Wp::run( "sors outbox resolve $entry->id --as=replace" )[0] );
		Wp::run( 'sors outbox work' );
		Wp::run( 'sors outbox work' );
		self::assertSame( 0, Wp::run( 'sors outbox reconcile' )[0] );
	}

	public function testDocumentsWithoutAnOrderAreShownAndDecidedAbout(): void {
		$this->restOk( 'PUT', 'settings', [ 'exportOrders' => true ] );
		self::assertSame( 0, Wp::run( 'sors sync catalog --wait' )[0] );
		$id = $this->createOrder( [ self::someProductOfSors() => 1 ] )->get_id();
		self::assertSame( 0, Wp::run( "sors outbox send $id --wait" )[0] );
		$sale = self::entry( $id );
		// A backup of before is put back.
		self::db()->delete( self::db()->prefix . 'sors_outbox', [ 'order_id' => $id ] );
		wc_get_order( $id )->delete( true );
		self::assertSame( 1, Wp::run( 'sors outbox reconcile' )[0] );
		[ $status, $output ] = Wp::run( 'sors outbox document --format=json' );
		self::assertSame( [ 1, $sale->documentId, $sale->reference ], [ $status, json_decode( $output, true )[0]['documentId'], json_decode( $output, true )[0]['reference'] ], $output );
		self::assertSame( 1, Wp::run( "sors outbox document $sale->documentId" )[0], 'It has to be said what becomes of it.' );
		self::assertSame( 1, Wp::run( "sors outbox document $sale->documentId --as=perhaps" )[0] );
		self::assertStringContainsString( 'Success: ', Wp::says( "sors outbox document $sale->documentId --as=leave" ) );
		self::assertStringContainsString( 'Error: ', Wp::run( "sors outbox document $sale->documentId --as=cancel" )[1] );
		self::assertSame( 0, Wp::run( 'sors outbox reconcile' )[0] );
	}

	private static function entry( int $orderId ): OutboxEntry {
		return OutboxTable::sale( $orderId );
	}

	private static function products(): array {
		return get_posts( [ 'post_type' => 'product', 'post_status' => 'any', 'numberposts' => -1, 'fields' => 'ids' ] );
	}

	private static function someProductOfSors(): int {
		foreach ( self::products() as $id ) {
			$product = wc_get_product( $id );
			if ( $product instanceof \WC_Product && (float) $product->get_price() > 0 ) {
				return $id;
			}
		}
		self::fail( 'The catalogue brought nothing with a price.' );
	}

	/** @return array{int, string} Exit code, what was printed. */}
