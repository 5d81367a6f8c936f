<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Tests\Site\Languages;

'cli' === PHP_SAPI || exit;

/** What became of an order is told in the language of whoever reads it, not of the cron or the colleague who sent it. */
final class ReadersLanguageTest extends OutboxTestCase {

	/** @return array<string, array{string}> Who sent it. */
	public function writers(): array {
		return [
			'a Serbian one'  => [ 'sr_RS' ],
			'an English one' => [ 'en_US' ],
		];
	}

	/** @dataProvider writers */
	public function testAnOrderThatSorsRefused( string $writer ): void {
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'ZAKLJUCANO', 'message' => 'Period je zaključan.' ] );
		$id = Languages::in( $writer, fn(): int => $this->workedOrder() );
		$this->assertTold( $id, [ 'SORS refused this: Period je zaključan.' ], [ 'SORS је ово одбио: Period je zaključan.' ] );
		// As WooCommerce's own, a note is words.
		self::assertStringStartsWith( 'sr_RS' === $writer ? 'Није послато у SORS: SORS је ово одбио:' : 'Not sent to SORS: SORS refused this:', $this->notes( $id )[0] );
	}

	/** @dataProvider writers */
	public function testAnOrderThatThePluginCannotSend( string $writer ): void {
		$product = $this->createProduct( 'bez-šifre', '100', 5, 'Čaša' );
		$id      = Languages::in( $writer, fn(): int => $this->workedOrder( $product ) );
		self::assertSame( OutboxEntry::REJECTED, $this->sale( $id )->state );
		$this->assertTold( $id, [ 'SORS has no item for this product: Čaša. Give' ], [ 'SORS нема артикал за: Čaša. Доделите' ] );
	}

	/** Its own check is made every hour, by whoever is there. */
	public function testTheSameReasonIsNotToldTwiceInTwoLanguages(): void {
		$product = $this->createProduct( 'bez-šifre', '100', 5, 'Čaša' );
		$id      = Languages::in( 'sr_RS', fn(): int => $this->workedOrder( $product ) );
		self::assertSame( 'unknown_product', $this->sale( $id )->errorCode );
		$this->pass( 7200 );
		self::assertGreaterThan( 0, $this->work() );
		self::assertCount( 1, array_keys( array_column( History::of( $this->sale( $id )->id ), 'event' ), 'rejected', true ) );
	}

	/** @dataProvider writers */
	public function testWhatAColleagueDecided( string $writer ): void {
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'ZAKLJUCANO', 'message' => 'Period je zaključan.' ] );
		$id = $this->workedOrder();
		Languages::in( $writer, fn() => $this->outbox->resolve( $this->sale( $id )->id, [ 'as' => 'acknowledged' ] ) );
		$this->assertTold( $id, [ 'Marked by hand: SORS has this already, or need not have it.' ], [ 'Означено ручно: SORS ово већ има или му није потребно.' ] );
	}

	/** @dataProvider writers */
	public function testAnOrderThatWasChangedAfterwards( string $writer ): void {
		$order = $this->sentOrder( 2 );
		$this->changeQuantity( $order->get_id(), 3 );
		wp_cache_flush();
		Languages::in( $writer, fn() => ChangedOrders::check( $this->sale( $order->get_id() ) ) );
		$this->assertTold( $order->get_id(), [ 'The order was changed after it was sent: total', 'quantity 3 instead of 2' ], [ 'Поруџбина је промењена после слања: укупно', 'количина 3 уместо 2' ] );
	}

	/** @dataProvider writers */
	public function testARefusedKeyStopsAllSending( string $writer ): void {
		$this->sors->post( 'settings', [ 'apiKeys' => [ 'another-key' => '*' ] ] );
		Languages::in(
			$writer,
			function (): void {
				$this->workedOrder();
				$this->restOk( 'POST', 'connection/test' );
			}
		);
		foreach ( [ 'en_US' => 'SORS refused the API key: it may be', 'sr_RS' => 'SORS је одбио API кључ: можда' ] as $reader => $words ) {
			$overview = Languages::in( $reader, fn(): array => $this->restOk( 'GET', 'overview' ) );
			$told     = array_column( $overview['decisions'], 'message', 'code' );
			self::assertStringContainsString( $words, $told['sending_paused'] );
			self::assertStringContainsString( $words, $told['connection_failed'] );
			self::assertStringContainsString( $words, $overview['connection']['lastTest']['problem']['message'] );
		}
	}

	/** @dataProvider writers */
	public function testWhatTheCheckAgainstSorsCouldNotDo( string $writer ): void {
		$this->sentOrder();
		$this->withoutOperations( [ 'getDocument', 'findDocuments', 'listDocuments' ] );
		Languages::in( $writer, fn() => $this->services->reconciliation()->run( 30 ) );
		foreach ( [ 'en_US' => 'has no way to look documents up', 'sr_RS' => "Преко интерфејса SORS\u{2011}а" ] as $reader => $words ) {
			self::assertStringContainsString( $words, (string) Languages::in( $reader, fn() => $this->restOk( 'GET', 'reconciliation' )['unchecked'] ) );
		}
	}

	private function workedOrder( ?\WC_Product $product = null ): int {
		$order = $this->handledOrder( [ ( $product ?? $this->soldProduct() )->get_id() => 1 ] );
		return $order->get_id();
	}

	/** In the order's details: the time line, what was noted, and what asks for a person. */
	private function assertTold( int $orderId, array $english, array $serbian ): void {
		foreach ( [ 'en_US' => [ $english, $serbian ], 'sr_RS' => [ $serbian, $english ] ] as $reader => [ $his, $others ] ) {
			$told = (string) wp_json_encode( Languages::in( $reader, fn(): array => $this->restOk( 'GET', "orders/$orderId" ) ), JSON_UNESCAPED_UNICODE );
			foreach ( $his as $words ) {
				self::assertStringContainsString( $words, $told, $reader );
			}
			foreach ( array_diff( $others, $his ) as $words ) {
				self::assertStringNotContainsString( $words, $told, $reader );
			}
			self::assertStringNotContainsString( '\u0002', $told );
		}
	}
}
