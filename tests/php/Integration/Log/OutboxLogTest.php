<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Log;

use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\ApiKey;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\LogBook;

'cli' === PHP_SAPI || exit;

/** What the outbox writes into WooCommerce's log. */
final class OutboxLogTest extends OutboxTestCase {

	public function testARoundThatDidSomethingHasOneLine(): void {
		$good = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$bad  = $this->createOrder( [ $this->createProduct( 'NEMA-GA' )->get_id() => 1 ] );
		$log  = LogBook::open();
		$this->work();
		self::assertSame( 'sent', $this->sale( $good->get_id() )->state );
		self::assertSame( 'rejected', $this->sale( $bad->get_id() )->state );
		$lines = $log->about( 'Outbox: ', 'info' );
		self::assertCount( 1, $lines, $log->text() );
		self::assertMatchesRegularExpression( '/^Outbox: 2 entries in [0-9.]+ seconds: /', $lines[0] );
		self::assertStringContainsString( '1 sent', $lines[0] );
		self::assertStringContainsString( '1 rejected', $lines[0] );

		$log->entries = [];
		$this->work();
		self::assertSame( [], $log->lines(), 'A round with nothing to do has nothing to say.' );
	}

	public function testEachTransitionIsThereAtDebug(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$log   = LogBook::open();
		$this->work();
		$row   = $this->sale( $order->get_id() );
		$lines = $log->about( "Entry $row->id: ", 'debug' );
		self::assertNotSame( [], preg_grep( '/state=sending.*reference=' . $row->reference . '/', $lines ), $log->text() );
		self::assertNotSame( [], preg_grep( '/document_number=' . preg_quote( (string) $row->documentNumber, '/' ) . '.*state=sent/', $lines ), $log->text() );
		self::assertSame( [ Log::SOURCE ], array_values( array_unique( array_column( array_column( $log->entries, 'context' ), 'source' ) ) ) );
	}

	public function testARefusalIsNoErrorAndDoesNotTellOfTheBuyer(): void {
		$this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse' ] );
		$this->fault( 'createCustomer', [ 'kind' => 'refuse' ] );
		$log = LogBook::open();
		$this->work();
		self::assertSame( [], $log->lines( 'error' ) );
		self::assertNotSame( [], $log->about( 'state=rejected', 'debug' ), $log->text() );
		foreach ( [ 'Petar', 'Petrović', 'petar@example.test', '0641234567', 'Bulevar' ] as $word ) {
			self::assertStringNotContainsString( $word, $log->text() );
		}
	}

	public function testTheKeyInAnotherPluginsWordsIsNeitherLoggedNorStored(): void {
		global $wpdb;
		$key = (string) ( new ApiKey() )->value();
		self::assertGreaterThan( 7, strlen( $key ) );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		add_filter(
			'sors_due_date',
			static function () use ( $key ): void {
				throw new \DomainException( "Cannot do it with $key." );
			}
		);
		$log = LogBook::open();
		$this->work();
		self::assertStringContainsString( 'Cannot do it with •••.', $log->lines( 'error' )[0] ?? '' );
		self::assertStringEndsWith( 'Cannot do it with •••.', Sentence::shown( (string) $this->sale( $order->get_id() )->errorMessage ) );
		self::assertStringNotContainsString( $key, (string) wp_json_encode( $wpdb->get_results( "SELECT * FROM {$wpdb->prefix}sors_outbox_history" ) ) );
		self::assertStringNotContainsString( $key, $log->text() );
	}

	public function testAnErrorOfAnotherPluginIsThereWithItsClassAndTheWayThere(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		add_filter(
			'sors_due_date',
			static function (): void {
				throw new \DomainException( "Broken for petar@example.test\nin two lines", 0, new \LengthException( 'Too long.' ) );
			}
		);
		$log = LogBook::open();
		$this->work();
		$row    = $this->sale( $order->get_id() );
		$errors = $log->lines( 'error' );
		self::assertSame( 'internal', $row->errorCode );
		self::assertCount( 1, $errors, $log->text() );
		self::assertStringStartsWith( "Entry $row->id (order $row->orderId, sale): DomainException: Broken for (e-mail) in two lines in ", $errors[0] );
		self::assertStringContainsString( 'OutboxLogTest.php:', $errors[0] );
		self::assertStringContainsString( 'EntryHandler->handle()', $errors[0] );
		self::assertStringContainsString( "\nCaused by LengthException: Too long. in ", $errors[0] );
		self::assertStringNotContainsString( 'petar@', $errors[0] );
	}

	public function testATraceHoldsNoArguments(): void {
		$log = LogBook::open();
		// As PHP comes: production settings leave the arguments out, but many sites have none.
		ini_set( 'zend.exception_ignore_args', '0' );
		ini_set( 'zend.exception_string_param_max_len', '15' );
		try {
			self::brokenFor( 'Petar P.', '100000024' );
		} catch ( \RuntimeException $error ) {
			self::assertStringContainsString( 'Petar', (string) $error, 'PHP itself tells.' );
			Log::error( $error, 'A test' );
		} finally {
			ini_restore( 'zend.exception_ignore_args' );
			ini_restore( 'zend.exception_string_param_max_len' );
		}
		self::assertStringContainsString( 'brokenFor()', $log->text() );
		self::assertStringNotContainsString( 'Petar', $log->text() );
		self::assertStringNotContainsString( '100000024', $log->text() );
	}

	public function testABuyersOrderIsTakenThoughItCannotBeNoted(): void {
		$log = LogBook::open();
		add_filter(
			'query',
			static function ( string $sql ): string {
				if ( 0 === strpos( $sql, 'INSERT IGNORE' ) && false !== strpos( $sql, 'sors_outbox' ) ) {
					throw new \UnexpectedValueException( 'No room.' );
				}
				return $sql;
			}
		);
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		self::assertGreaterThan( 0, $order->get_id() );
		self::assertStringStartsWith( 'An order was not noted: UnexpectedValueException: No room. in ', $log->lines( 'error' )[0] ?? '' );
	}

	public function testThatSendingStandsStillIsAWarning(): void {
		$this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'times' => 9, 'action' => [ 'kind' => 'status', 'status' => 401 ] ] ] ] );
		$log = LogBook::open();
		$this->work();
		self::assertSame( [ 'Sending stands still for 300 seconds: auth_failed' ], $log->lines( 'warning' ), $log->text() );
		self::assertStringContainsString( 'Sending stands still: auth_failed.', $log->about( 'Outbox: ', 'info' )[0] ?? '' );
	}

	public function testALoggerThatBreaksStopsNothing(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		add_filter( 'woocommerce_logging_class', self::throwing( 'No log today.' ) );
		$this->work();
		self::assertSame( 'sent', $this->sale( $order->get_id() )->state );
	}

	/** @return never */
	private static function brokenFor( string $name, string $pib ): void {
		throw new \RuntimeException( 'No.' );
	}
}
