<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** WooCommerce and WordPress print some of what a run writes as it is: no text of SORS becomes HTML, or a command, in the shop. */
final class HostileTextsTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
	}

	public function testACodeThatWooCommerceWouldNotKeepIsReportedAndNeverAltered(): void {
		$codes = [
			'a tag'                => '<img src=x onerror=alert(1)>',
			'a tag without an end' => 'A<img src=x onerror=alert(1)',
			'a percent-encoded tag' => '%3Cimg src=x onerror=alert(1)%3E',
			'a bell'               => "A\x07B",
			'a tab'                => "A\tB",
			'an ANSI command'      => "A\x1B[2J",
			'a delete'             => "A\x7FB",
			'a C1 control'         => "A\u{9B}B",
			'a space in front'     => ' A17',
			'a space behind'       => 'A17 ',
			'two spaces'           => 'A  17',
		];
		foreach ( array_keys( $codes ) as $at => $name ) {
			$this->addItem( "T-$at", $name );
			$this->patchSors( [ [ 'do' => 'garbleItem', 'code' => "T-$at", 'set' => [ 'code' => $codes[ $name ] ] ] ] );
		}
		$fine = [ 'Š-1/2" & 5%', 'A 17 > 5', "d'Or 100%", '&lt;b&gt;' ];
		foreach ( $fine as $code ) {
			$this->addItem( $code, "Ispravan $code" );
		}
		$run = $this->runWell( 'catalog' );
		$skipped   = array_column( $this->itemsOf( $run, 'skipped' ), null, 'name' );
		$conflicts = array_column( $this->restOk( 'GET', 'conflicts', [ 'per_page' => '100' ] )['items'], null, 'itemName' );
		foreach ( $codes as $name => $code ) {
			self::assertArrayHasKey( $name, $skipped );
			self::assertSame( $code, $skipped[ $name ]['code'], 'It is shown as it is in SORS.' );
			self::assertStringContainsString( 'SKU', $skipped[ $name ]['reason'] );
			self::assertSame( 'unsafe_code', $conflicts[ $name ]['code'] );
			self::assertSame( [], get_posts( [ 'post_type' => 'product', 'post_status' => 'any', 'title' => $name ] ) );
		}
		foreach ( $fine as $code ) {
			self::assertSame( $code, $this->productOf( $code )->get_sku() );
		}
		global $wpdb;
		foreach ( $wpdb->get_col( "SELECT meta_value FROM {$wpdb->postmeta} WHERE meta_key = '_sku'" ) as $sku ) {
			self::assertSame( wc_clean( $sku ), $sku );
		}
	}

	/** The search for products in wp-admin decodes percent-encoded bytes of a name once the tags are gone, and prints it as HTML. */
	public function testANameIsNoTagInTheSearchForProductsEither(): void {
		$this->addItem( 'T-TAG', 'Cev <img src=x onerror=alert(1)>' );
		$this->addItem( 'T-CODED', 'Cev %3Cimg src=x onerror=alert(1)%3E 100% 20%' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		foreach ( [ 'T-TAG', 'T-CODED' ] as $code ) {
			$name = $this->productOf( $code )->get_name();
			self::assertStringNotContainsString( '<', rawurldecode( wp_strip_all_tags( $name ) ) );
		}
		self::assertSame( 'Cev %3Cimg src=x onerror=alert(1)%3E 100% 20%', html_entity_decode( $this->productOf( 'T-CODED' )->get_name(), ENT_QUOTES ) );
		self::assertSame( 0, $this->runToEnd( 'catalog' )->updated );
	}

	public function testADescriptionRunsNoShortcode(): void {
		$ran = 0;
		add_shortcode(
			'hostile',
			static function () use ( &$ran ): string {
				++$ran;
				return '';
			}
		);
		$text = "Pakovanje [10 kom]\n[hostile]<script>alert(1)</script>[/hostile]";
		$this->bringInItem( 'T-CODE', 'Kratki kod', [ 'description' => $text ] );
		$stored = $this->productOf( 'T-CODE' )->get_description();
		$shown  = do_shortcode( $stored );
		remove_shortcode( 'hostile' );
		self::assertSame( 0, $ran );
		self::assertSame( $text, html_entity_decode( $shown, ENT_QUOTES ) );
		self::assertStringNotContainsString( '<', $shown );
		self::assertSame( 0, $this->runToEnd( 'catalog' )->updated );
	}
}
