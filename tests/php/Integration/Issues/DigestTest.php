<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Database\StorageError;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\Attention;
use SorsApi\Issues\Digest;
use SorsApi\Outbox\Pause;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\FailingStatements;

'cli' === PHP_SAPI || exit;

/** Troubles are mailed, once an hour at most. */
final class DigestTest extends OutboxTestCase {

	public function testTroublesAreMailedOnceAndSuccessNever(): void {
		$this->sentOrder();
		self::assertSame( [], $this->mails( fn() => $this->digest() ) );
		$order = $this->createOrder( [ $this->createProduct( 'NEMA', '10', 5, 'Bez šifre' )->get_id() => 1 ] );
		$this->work();
		$mails = $this->mails( fn() => $this->digest() );
		self::assertCount( 1, $mails );
		self::assertStringContainsString( 'Bez šifre', $mails[0]['message'] );
		self::assertStringContainsString( (string) $order->get_order_number(), $mails[0]['message'] );
		$this->work();
		self::assertSame( [], $this->mails( fn() => $this->digest() ), 'At most one an hour.' );
		$stored       = get_option( Digest::OPTION );
		$stored['at'] = time() - 7200;
		update_option( Digest::OPTION, $stored );
		self::assertSame( [], $this->mails( fn() => $this->digest() ), 'The same trouble is no news.' );
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
		self::assertStringContainsString( 'kurir()', (string) $this->sale( $broken )->errorMessage );
		self::assertContains( $broken, ( new Attention() )->orderIds() );
		$mails = $this->mails( fn() => $this->digest() );
		self::assertCount( 1, $mails );
		self::assertStringContainsString( 'kurir()', $mails[0]['message'] );
		remove_filter( 'sors_due_date', $break, 10 );
		$this->pass( 3600 );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $broken )->state );
		self::assertNotContains( $broken, ( new Attention() )->orderIds() );
	}

	public function testAFailedReadIsAnErrorAndLosesNoMail(): void {
		$this->createOrder( [ $this->createProduct( 'NEMA', '10', 5, 'Bez šifre' )->get_id() => 1 ] );
		$this->work();
		$failed = 0;
		foreach ( [ 'DISTINCT outbox_id', 'MAX(id)' ] as $words ) {
			try {
				FailingStatements::during( $words, fn() => $this->digest() );
			} catch ( StorageError $error ) {
				++$failed;
			}
		}
		self::assertSame( 2, $failed );
		self::assertCount( 1, $this->mails( fn() => $this->digest() ) );
	}

	private function digest(): void {
		( new Digest( new SettingsStore(), new Pause(), $this->outbox ) )->sendIfDue();
	}

	/** @return list<array{to: mixed, subject: string, message: string}> */
	private function mails( callable $do ): array {
		$file = WP_CONTENT_DIR . '/mails.jsonl';
		file_put_contents( $file, '' );
		$do();
		return array_map( static fn( string $line ): array => json_decode( $line, true ), array_filter( explode( "\n", (string) file_get_contents( $file ) ) ) );
	}
}
