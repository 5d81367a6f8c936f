<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Database\Tables;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Digest;
use SorsApi\Issues\IssueText;
use SorsApi\Outbox\Pause;
use SorsApi\Sentence;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\BigShop;
use SorsApi\Tests\Site\FailingStatements;
use SorsApi\Tests\Site\Languages;
use SorsApi\Tests\Site\Mails;

'cli' === PHP_SAPI || exit;

/** Troubles are mailed, once an hour at most. */
final class DigestTest extends OutboxTestCase {

	public function testTroublesAreMailedOnceAndSuccessNever(): void {
		$this->sentOrder();
		self::assertSame( [], Mails::during( fn() => $this->digest() ) );
		$order = $this->handledOrder( [ $this->createProduct( 'NEMA', '10', 5, 'Bez šifre' )->get_id() => 1 ] );
		$mails = Mails::during( fn() => $this->digest() );
		self::assertCount( 1, $mails );
		self::assertStringContainsString( 'Bez šifre', $mails[0]['message'] );
		self::assertStringContainsString( (string) $order->get_order_number(), $mails[0]['message'] );
		self::assertStringContainsString( 'page=sors-api&path=orders&state=attention"', html_entity_decode( $mails[0]['message'] ) );
		$this->work();
		self::assertSame( [], Mails::during( fn() => $this->digest() ), 'At most one an hour.' );
		$stored       = get_option( Digest::OPTION );
		$stored['at'] = time() - 7200;
		update_option( Digest::OPTION, $stored );
		self::assertSame( [], Mails::during( fn() => $this->digest() ), 'The same trouble is no news.' );
	}

	/** After “Send older orders” thousands may be refused within a minute. */
	public function testOfManyTroublesTheFirstAreNamedAndTheOthersCounted(): void {
		$this->handledOrder( [ $this->createProduct( 'NEMA', '10', 5, 'Bez šifre' )->get_id() => 1 ] );
		$table   = OutboxTable::name();
		$columns = implode( ', ', array_diff( Tables::columnNames( Tables::OUTBOX ), [ 'id', 'order_id' ] ) );
		Sql::run( "INSERT INTO $table (order_id, $columns) SELECT 1000000 + n, $columns FROM $table CROSS JOIN " . BigShop::numbers( 300 ) );
		Sql::run( 'INSERT INTO ' . Tables::name( Tables::OUTBOX_HISTORY ) . " (outbox_id, at, event, message) SELECT id, created_at, 'rejected', '' FROM $table WHERE order_id >= 1000000" );
		// One was sent again meanwhile.
		Sql::run( "UPDATE $table SET state = 'queued' WHERE order_id = 1000005" );
		$queries = $GLOBALS['wpdb']->num_queries;
		$mails   = Mails::during( fn() => $this->digest() );
		self::assertLessThan( 250, $GLOBALS['wpdb']->num_queries - $queries );
		self::assertStringContainsString( '300 orders need your attention', $mails[0]['subject'] );
		self::assertSame( 50, substr_count( $mails[0]['message'], 'Bez šifre' ) );
		self::assertStringContainsString( 'And 250 more orders.', $mails[0]['message'] );
	}

	public function testTheVeryFirstTroubleOfAShopIsMailedToo(): void {
		$order = $this->handledOrder( [ $this->createProduct( 'NEMA', '10', 5, 'Bez šifre' )->get_id() => 1 ] );
		$history = Tables::name( Tables::OUTBOX_HISTORY );
		$trouble = (int) Sql::value( "SELECT MAX(id) FROM $history WHERE outbox_id = %d AND event = 'rejected'", $this->sale( $order->get_id() )->id );
		Sql::run( "DELETE FROM $history WHERE id <> %d", $trouble );
		Sql::run( "UPDATE $history SET id = 1" );
		delete_option( Digest::OPTION );
		self::assertCount( 1, Mails::during( fn() => $this->digest() ) );
	}

	public function testATroubleWhoseWordsWereErasedIsOneAllTheSame(): void {
		$order = $this->handledOrder( [ $this->createProduct( 'NEMA', '10', 5, 'Bez šifre' )->get_id() => 1 ] );
		OutboxTable::eraseAll();
		$erased = 'Erased, since it may have named the buyer.';
		$sale   = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::REJECTED, $sale->state );
		self::assertSame( [ $erased, $erased ], [ IssueText::problem( $sale ), $sale->toArray()['lastError']['message'] ?? null ] );
		$mails = Mails::during( fn() => $this->digest() );
		self::assertCount( 1, $mails );
		self::assertStringContainsString( $erased, $mails[0]['message'] );
		self::assertNull( IssueText::problem( $this->sale( $this->sentOrder()->get_id() ) ) );
	}

	public function testAnOrderThatAnotherPluginBreaksStopsNoOtherAndSomebodyIsTold(): void {
		$broken = 0;
		$break  = static function ( string $date, \WC_Order $order ) use ( &$broken ): string {
			if ( $order->get_id() === $broken ) {
				throw new \Error( 'Call to undefined function kurir()' );
			}
			return $date;
		};
		add_filter( 'sors_due_date', $break, 10, 2 );
		$product = $this->linkedProduct();
		$broken  = $this->createOrder( [ $product->get_id() => 1 ] )->get_id();
		$other   = $this->createOrder( [ $product->get_id() => 1 ] )->get_id();
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $other )->state );
		self::assertStringContainsString( 'kurir()', Sentence::shown( (string) $this->sale( $broken )->errorMessage ) );
		self::assertContains( $broken, OrderQueries::newestNeeding( 1000 ) );
		$mails = Mails::during( fn() => $this->digest() );
		self::assertCount( 1, $mails );
		self::assertStringContainsString( 'kurir()', $mails[0]['message'] );
		remove_filter( 'sors_due_date', $break, 10 );
		$this->workAfter( 3600 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $broken )->state );
		self::assertNotContains( $broken, OrderQueries::newestNeeding( 1000 ) );
	}

	public function testAFailedReadIsAnErrorAndLosesNoMail(): void {
		$this->handledOrder( [ $this->createProduct( 'NEMA', '10', 5, 'Bez šifre' )->get_id() => 1 ] );
		$failed = 0;
		foreach ( [ 'DISTINCT outbox_id', 'MAX(id)' ] as $words ) {
			try {
				FailingStatements::during( $words, fn() => $this->digest() );
			} catch ( StorageError $error ) {
				++$failed;
			}
		}
		self::assertSame( 2, $failed );
		self::assertCount( 1, Mails::during( fn() => $this->digest() ) );
	}

	public function testAPauseThatLastsIsMailedOnce(): void {
		$now   = time();
		$mails = function ( int $since, array $last = [] ) use ( $now ): array {
			update_option( Pause::OPTION, [ 'code' => 'auth_failed', 'message' => 'SORS refused the key.', 'since' => $since, 'until' => $now + 300 ], false );
			update_option( Digest::OPTION, $last + (array) get_option( Digest::OPTION, [] ), false );
			return Mails::during( fn() => $this->digest() );
		};
		self::assertSame( [], $mails( $now - 500 ), 'It may be over soon.' );
		$first = $mails( $now - 600 );
		self::assertCount( 1, $first );
		self::assertStringContainsString( 'Orders are not being sent to SORS', $first[0]['subject'] );
		self::assertStringContainsString( 'SORS refused the key.', $first[0]['message'] );
		self::assertSame( [], $mails( $now - 600, [ 'at' => $now - 3600 ] ), 'The same one is no news.' );
		self::assertSame( [], $mails( $now - 600, [ 'at' => $now - 3500, 'pause' => $now - 900 ] ), 'Not twice an hour.' );
		self::assertCount( 1, $mails( $now - 600, [ 'at' => $now - 3600, 'pause' => $now - 900 ] ) );
	}

	/** The mail is the site's; what is on the screen is the reader's. */
	public function testAMailIsInOneLanguageWhoeverSendsIt(): void {
		$order = $this->handledOrder( [ $this->createProduct( '' )->get_id() => 1 ] );
		$said  = fn(): string => (string) $this->sale( $order->get_id() )->why();
		$mails = Languages::in( 'sr_RS', fn(): array => Mails::during( fn() => $this->digest() ) );
		self::assertStringContainsString( '1 order needs your attention', $mails[0]['subject'] );
		self::assertStringContainsString( esc_html( $said() ), $mails[0]['message'] );
		self::assertNotSame( $said(), Languages::in( 'sr_RS', $said ) );
	}

	private function digest(): void {
		( new Digest( $this->outbox ) )->sendIfDue();
	}
}
