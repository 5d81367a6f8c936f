<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Whatever SORS answers to a run: it ends or says why, the rows agree, nothing becomes HTML, and afterwards the shop comes
 * right again.
 *
 * @group real-store
 */
final class FuzzedRunsTest extends SyncTestCase {

	use Fuzzing;

	private const READS = [
		'catalog' => [ 'listProductGroups', 'listProducts' ],
		'stock'   => [ 'listInventory' ],
		'images'  => [ 'listProductImages' ],
	];

	private array $answers = [];

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 5 );
		$picture = [ 'images' => [ [ 'id' => '901' ], [ 'id' => '902', 'format' => 'jpeg', 'deliver' => 'content' ] ] ];
		$this->addItem( 'FUZZ-1', 'Bušilica "Čelik" 3/4 <inox>', $picture + [ 'description' => "Prvi red\nDrugi [red]" ], [ '01' => 7, '02' => 2 ] );
		// An empty description leaves the shop's as it is.
		foreach ( $this->sors->get( 'state?database=' . self::DATABASE . '&include=products' )['databases'][ self::DATABASE ]['products'] as $item ) {
			$this->setItem( $item['code'], [ 'description' => '' === $item['description'] ? 'Bez reči' : $item['description'] ] );
		}
		$this->configure(
			[
				'fields'      => array_fill_keys( [ 'name', 'description', 'categories', 'price', 'stock', 'status', 'images' ], 'always' ),
				'detailedLog' => true,
			]
		);
	}

	public function testARunOutlastsAnyAnswer(): void {
		$listener = new RealAnswers( $this->sors );
		foreach ( Run::KINDS as $kind ) {
			$this->assertSucceeded( $this->runToEnd( $kind ) );
		}
		$this->answers = $listener->stop();
		$right         = ShopRows::products();
		self::assertSame( [], ShopRows::wrong() );
		$this->fromSeeds(
			40,
			function ( Dice $dice ) use ( $right ): void {
				$this->play( $dice );
				$this->sors->post( 'faults', [ 'rules' => [] ] );
				foreach ( Run::KINDS as $kind ) {
					$this->assertSucceeded( $this->approved( $this->runToEnd( $kind ) ) );
				}
				$now  = array_intersect_key( ShopRows::products(), $right );
				$kept = array_diff_key( $right, $this->renamed() );
				self::assertSame( $kept, array_intersect_key( $now, $kept ), 'Once SORS answers well, everything is as it was.' );
				self::assertSame( [], ShopRows::wrong() );
			}
		);
	}

	/** @return array<string, int> By code, as ShopRows has it: items that came in with another code, about which the owner is asked. */
	private function renamed(): array {
		global $wpdb;
		return array_flip( array_map( static fn( string $code ): string => "c$code", $wpdb->get_col( "SELECT code FROM {$wpdb->prefix}sors_run_items WHERE problem = 'code_changed'" ) ) );
	}

	private function play( Dice $dice ): void {
		if ( $dice->onceIn( 3 ) ) {
			$this->emptyTheShop();
		}
		$kinds = $dice->onceIn( 2 ) ? Run::KINDS : [ $dice->pick( Run::KINDS ) ];
		$answers = array_intersect_key( $this->answers, array_flip( array_merge( ...array_map( static fn( string $kind ): array => self::READS[ $kind ], $kinds ) ) ) );
		$this->sors->post( 'faults', [ 'rules' => $this->mutated( $dice, $answers ) ] );
		foreach ( $kinds as $kind ) {
			$run = $this->runToEnd( $kind );
			self::assertContains( $run->state, [ Run::SUCCEEDED, Run::FAILED ], (string) wp_json_encode( $run->toArray() ) );
			self::assertNotSame( '', $run->message );
			self::assertSame( [], ShopRows::wrong(), $run->message );
			$this->look( $run );
			$run = $dice->onceIn( 2 ) ? $this->approved( $run ) : $run;
			self::assertSame( [], ShopRows::wrong(), $run->message );
		}
		$this->lookAtTheShop();
	}

	private function approved( Run $run ): Run {
		return Run::SUCCEEDED === $run->state && [] !== $this->waiting( $run->kind ) ? $this->decide( 'approve', $run->kind ) ?? $run : $run;
	}

	private function emptyTheShop(): void {
		global $wpdb;
		foreach ( get_posts( [ 'post_type' => [ 'product', 'attachment' ], 'post_status' => 'any', 'numberposts' => -1, 'fields' => 'ids' ] ) as $id ) {
			$wpdb->delete( $wpdb->postmeta, [ 'post_id' => $id ] );
			$wpdb->delete( $wpdb->term_relationships, [ 'object_id' => $id ] );
			$wpdb->delete( $wpdb->posts, [ 'ID' => $id ] );
		}
		foreach ( [ 'wc_product_meta_lookup', 'sors_links', 'sors_groups', 'sors_stock', 'sors_images', 'sors_runs', 'sors_run_items', 'sors_pending' ] as $table ) {
			$wpdb->query( "DELETE FROM {$wpdb->prefix}$table" );
		}
		wp_cache_flush();
		$this->tried[] = 'In an empty shop.';
	}

	/** What the routes say of it. They hold their own answers against the contract. */
	private function look( Run $run ): void {
		$this->loginAsAdmin();
		foreach ( [ "runs/$run->id", "runs/$run->id/items", 'runs', 'conflicts', 'overview', 'catalog-mapping', 'deleted-products' ] as $route ) {
			$response = $this->rest( 'GET', $route );
			self::assertLessThan( 500, $response->get_status(), "GET $route: " . wp_json_encode( $response->get_data() ) );
			self::assertIsString( wp_json_encode( $response->get_data() ), "GET $route" );
		}
	}

	private function lookAtTheShop(): void {
		$html = '';
		foreach ( wc_get_products( [ 'limit' => -1, 'status' => [ 'publish', 'draft' ] ] ) as $product ) {
			$GLOBALS['post']    = get_post( $product->get_id() );
			$GLOBALS['product'] = $product;
			setup_postdata( $GLOBALS['post'] );
			ob_start();
			the_title();
			the_content();
			wc_get_template( 'single-product/title.php' );
			wc_get_template( 'single-product/meta.php' );
			wc_get_template( 'single-product/price.php' );
			wc_get_template( 'single-product/stock.php', [ 'product' => $product, 'class' => '', 'availability' => $product->get_availability()['availability'] ] );
			echo wp_kses_post( $product->get_image() ), wp_kses_post( wc_get_product_category_list( $product->get_id() ) ), wc_price( (float) $product->get_price() );
			$html .= ob_get_clean();
		}
		wp_reset_postdata();
		$html .= wp_list_categories( [ 'taxonomy' => 'product_cat', 'hide_empty' => false, 'echo' => false ] );
		self::assertSame( [], Page::injected( $html ) );
	}
}
