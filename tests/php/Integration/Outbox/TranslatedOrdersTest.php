<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Ledger\FigureMoments;
use SorsApi\Ledger\Ledger;
use SorsApi\Store\LinkChoices;
use SorsApi\Store\Links;
use SorsApi\Tests\Site\Polylang;

'cli' === PHP_SAPI || exit;

/** What is sold in another language is the item of the product that is linked. */
final class TranslatedOrdersTest extends FollowupTestCase {

	use RestoresBackups;

	public function testAnOrderOfATranslationIsSentAndCountedLikeOneOfTheProduct(): void {
		$english = $this->createProduct( '', (string) $this->product->get_regular_price(), 100, 'Hammer' );
		self::saved( $english, [ 'tax_class' => $this->product->get_tax_class() ] );
		Polylang::translate( [ 'sr' => $this->product->get_id(), 'en' => $english->get_id() ] );
		$order = $this->createOrder( [ $english->get_id() => 2, $this->product->get_id() => 1 ] );
		self::assertSame( '3', $this->unsynced() );
		$this->work();
		$entry = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $entry->state, (string) $entry->errorMessage );
		$lines = $this->documents()[0]['lines'];
		self::assertSame( [ $this->product->get_sku(), $this->product->get_sku() ], array_column( $lines, 'productCode' ) );
		self::assertEqualsCanonicalizing( [ 2, 1 ], array_column( $lines, 'quantity' ) );
		self::assertSame( '0', $this->unsynced() );
		$this->pass( 700 );
		self::assertSame( 1, $this->settle() );
	}

	public function testATranslationThatIsAnItemOfItsOwnIsCountedAsThat(): void {
		$own = $this->linkedProduct( 1 );
		Polylang::translate( [ 'sr' => $this->product->get_id(), 'en' => $own->get_id() ] );
		$this->createOrder( [ $own->get_id() => 2 ] );
		self::assertSame( '0', $this->unsynced() );
		$this->work();
		self::assertSame( [ $own->get_sku() ], array_column( $this->documents()[0]['lines'], 'productCode' ) );
	}

	public function testATranslationThatTheOwnerUnlinkedIsRefusedAndCountedAsNoOther(): void {
		$own = $this->linkedProduct( 1 );
		Polylang::translate( [ 'sr' => $this->product->get_id(), 'en' => $own->get_id() ] );
		LinkChoices::unlink( $own->get_id() );
		$order = $this->createOrder( [ $own->get_id() => 2, $this->product->get_id() => 1 ] );
		self::assertSame( '1', $this->unsynced() );
		$this->work();
		self::assertSame( [ OutboxEntry::REJECTED, 'unlinked_product' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
		self::assertSame( [], $this->documents() );
	}

	/** @group real-store */
	public function testAnUnlinkedVariationIsNotSentAsItsProductEither(): void {
		$variation = self::saved( $this->createVariation( 'V-SAMA', '120' ), [ 'tax_class' => $this->product->get_tax_class() ] );
		( new Links() )->forget( [ ( new Links() )->byObjectIds( [ $this->product->get_id() ] )[ $this->product->get_id() ]->id ] );
		$this->linkCode( $this->product->get_sku(), $variation->get_parent_id() );
		$own = $this->linkedProduct( 1 );
		( new Links() )->forget( [ ( new Links() )->byObjectIds( [ $own->get_id() ] )[ $own->get_id() ]->id ] );
		$this->linkCode( $own->get_sku(), $variation->get_id() );
		LinkChoices::unlink( $variation->get_parent_id() );
		$this->linkCode( $this->product->get_sku(), $variation->get_parent_id() );
		$order = $this->handledOrder( [ $variation->get_id() => 1 ] );
		self::assertSame( [ OutboxEntry::REJECTED, 'unlinked_product' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
	}

	public function testOnlyLinesOfTheseProductsAreReadAndThePluginIsAskedOnce(): void {
		global $wpdb;
		$english = $this->createProduct( '', '100', 100, 'Hammer' );
		$other   = $this->createProduct( '', '100', 100, 'Sickle' );
		Polylang::translate( [ 'sr' => $this->product->get_id(), 'en' => $english->get_id() ] );
		$this->createOrder( [ $english->get_id() => 2 ] );
		$item    = (int) array_key_first( $this->createOrder( [ $other->get_id() => 4 ] )->get_items() );
		$ledger   = $this->services->ledger();
		$product  = $this->product->get_id();
		$unsynced = static fn(): string => Ledger::sum( $ledger->byOrder( [ $product => new FigureMoments( PHP_INT_MAX ) ] )[ $product ] );
		self::assertSame( '2', $unsynced() );
		$asked = Polylang::$asked;
		$queries = self::queries( static fn() => self::assertSame( '2', $unsynced() ) );
		self::assertSame( $asked, Polylang::$asked );
		self::assertSame( [], array_values( preg_grep( "/order_item_id IN \\([^)]*\\b$item\\b/", $queries ) ), 'Nothing of what is no translation of it.' );
		$german = $this->createProduct( '', '100', 100, 'Hammer (de)' );
		Polylang::$translations[ $german->get_id() ] = [ 'sr' => $this->product->get_id() ];
		$this->createOrder( [ $german->get_id() => 1 ] );
		self::assertSame( '3', $unsynced(), 'What was sold meanwhile counts at once.' );
	}

	public function testADocumentThatIsFoundAfterARestoreAcknowledgesTheTranslationThatWasSold(): void {
		$english = $this->createProduct( '', (string) $this->product->get_regular_price(), 100, 'Hammer' );
		self::saved( $english, [ 'tax_class' => $this->product->get_tax_class() ] );
		Polylang::translate( [ 'sr' => $this->product->get_id(), 'en' => $english->get_id() ] );
		$order = $this->createOrder( [ $english->get_id() => 3, $this->product->get_id() => 1 ] );
		$this->keep();
		$this->work();
		$sent = $this->sale( $order->get_id() )->quantities;
		$this->putBack();
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::FOUND ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentBy ] );
		self::assertEquals( $sent, $this->sale( $order->get_id() )->quantities );
		self::assertSame( '0', $this->unsynced() );
		$this->pass( 700 );
		self::assertSame( 1, $this->settle() );
	}

	public function testWithoutALanguagePluginItIsAProductThatSorsDoesNotHave(): void {
		$other = $this->createProduct( '', '100', 100, 'Hammer' );
		$order = $this->createOrder( [ $other->get_id() => 2 ] );
		self::assertSame( '0', $this->unsynced() );
		$this->work();
		self::assertSame( [ OutboxEntry::REJECTED, 'unknown_product' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
	}
}
