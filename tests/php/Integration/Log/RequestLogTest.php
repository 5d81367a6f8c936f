<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Log;

use SorsApi\Log\LoggedTransport;
use SorsApi\Services;
use SorsApi\Settings\ApiKey;
use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\Request;
use SorsApi\Sors\SorsError;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\LogBook;
use SorsApi\Tests\Sors\FakeTransport;
use SorsApi\Tests\Sors\Fixture;

'cli' === PHP_SAPI || exit;

/** The detailed log: each request to SORS, without the key and without the buyer. */
final class RequestLogTest extends OutboxTestCase {

	public function testNothingOfARequestIsLoggedUnlessAskedFor(): void {
		$log = LogBook::open();
		$this->sent();
		self::assertSame( [], $log->about( 'SORS ' ), $log->text() );
	}

	public function testARequestIsThereWithStatusDurationAndSizes(): void {
		$this->configure( [ 'detailedLog' => true ] );
		$log = LogBook::open();
		$this->sent();
		$lines = $log->about( 'SORS createReservation: ', 'info' );
		self::assertCount( 1, $lines, $log->text() );
		self::assertMatchesRegularExpression( '/^SORS createReservation: [A-Z]+ \/\S+ → 20[01] in \d+ ms, [1-9]\d+ bytes sent, [1-9]\d+ received\. Sent: \{.+\}\. Received: \{.+\}$/u', $lines[0] );
		self::assertStringContainsString( (string) $this->sale( $this->orderId )->documentNumber, $lines[0], 'What is not personal stays readable.' );
		self::assertStringContainsString( (string) $this->sale( $this->orderId )->reference, $lines[0] );
	}

	public function testNeitherBuyerNorKeyIsInIt(): void {
		$this->configure( [ 'detailedLog' => true ] );
		$log = LogBook::open();
		$this->sent();
		$this->sent();
		self::assertNotSame( [], $log->about( 'SORS listCustomers: ', 'info' ), $log->text() );
		self::assertNotSame( [], $log->about( 'SORS createCustomer: ', 'info' ), $log->text() );
		$secrets = array_merge( array_values( self::BUYER ), [ self::PIB_OF_BUYER, (string) ( new ApiKey() )->value() ] );
		foreach ( $secrets as $secret ) {
			foreach ( [ $secret, rawurlencode( $secret ), trim( (string) wp_json_encode( $secret ), '"' ) ] as $written ) {
				self::assertStringNotContainsString( $written, $log->text() );
			}
		}
	}

	public function testAnAnswerThatIsLostOrNoJsonIsThere(): void {
		$this->configure( [ 'detailedLog' => true ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'before' ] );
		$log = LogBook::open();
		$this->handledOrder( [ $this->soldProduct()->get_id() => 1 ], 'processing', self::BUYER );
		self::assertMatchesRegularExpression( '/→ no answer \([a-z_]+, it may have left\) in \d+ ms/u', $log->about( 'SORS createReservation: ' )[0] ?? '' );

		$this->fault( 'listDatabases', [ 'kind' => 'body', 'body' => '<html><p>' . self::BUYER['email'] . '</p></html>' ] );
		self::thrown( static fn() => ( new Services() )->api()->listDatabases(), SorsError::class );
		self::assertStringContainsString( 'Received: no JSON, more like a page', $log->about( 'SORS listDatabases: ' )[0] ?? '' );
		self::assertStringNotContainsString( 'secerana', $log->text() );
	}

	public function testAHookThatBreaksARequestIsAnErrorWithoutTheKey(): void {
		$key = (string) ( new ApiKey() )->value();
		add_filter(
			'http_request_args',
			static function () use ( $key ): void {
				throw new \LogicException( "Somebody else's filter with $key" );
			}
		);
		$log = LogBook::open();
		self::thrown( static fn() => ( new Services() )->api()->listDatabases(), SorsError::class );
		self::assertStringStartsWith( "A request to SORS: LogicException: Somebody else's filter with ••• in ", $log->lines( 'error' )[0] ?? '' );
		self::assertNotSame( '', $key );
		self::assertStringNotContainsString( $key, $log->text() );
	}

	public function testAKeyThatSorsRepeatsIsTakenOut(): void {
		$contract = Fixture::contract();
		$answers  = ( new FakeTransport() )->willAnswer( [ (string) $contract->path( 'document', 'number' ) => Fixture::KEY ] );
		$log      = LogBook::open();
		( new LoggedTransport( $answers, new Key( Fixture::KEY ), static fn(): bool => true, static fn(): Contract => $contract ) )->send( new Request( 'GET', 'https://sors.test/x', [], null, 5, false, 'getDocument' ) );
		self::assertStringContainsString( ':"•••"}', $log->text() );
		self::assertStringNotContainsString( Fixture::KEY, $log->text() );
	}

	private int $orderId = 0;

	/** An order of a company, which is looked for and created as a customer. */
	private function sent(): void {
		$order = self::saved(
			$this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'pending', self::BUYER ),
			[ '_sors_pib' => self::PIB_OF_BUYER, 'customer_note' => 'Zvati ' . self::BUYER['phone'], 'status' => 'processing' ]
		);
		$this->work();
		$this->orderId = $order->get_id();
		self::assertSame( 'sent', $this->sale( $this->orderId )->state, (string) $this->sale( $this->orderId )->errorMessage );
	}
}
