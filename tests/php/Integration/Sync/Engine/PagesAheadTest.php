<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Product;
use SorsApi\Store\Links;
use SorsApi\Sync\Catalog\CatalogShop;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** Several pages are asked for at once: one of them may not come, and a thousand items may be hard to tell apart. */
final class PagesAheadTest extends SyncTestCase {

	public function lists(): array {
		return [
			'items'        => [ 'catalog', 'listProducts' ],
			'stock levels' => [ 'stock', 'listInventory' ],
		];
	}

	/** @dataProvider lists */
	public function testAPauseThatSorsWantsInTheMiddleIsKeptAndNothingReadIsLost( string $kind, string $operation ): void {
		$this->assortment( 450 );
		$this->configure( [ 'businessUnitIds' => [ reset( $this->units ) ] ] );
		$this->secondPage( $operation, [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 2 ] );
		$run = $this->runToEnd( $kind, 'preview' );
		self::assertSame( 'reading', $run->state );
		self::assertNotNull( $run->resumesAt );
		self::assertSame( 2, $this->sors->count( $operation ), 'SORS is left alone as soon as it says so.' );
		self::assertGreaterThan( 0, $run->cursor->seen );
		self::assertSame( [ 1, 0 ], [ $run->cursor->sweep, $run->cursor->barren ] );
		$this->endPause( $run );
		self::assertFalse( $this->drive( $run->id )->isActive() );
	}

	/** @dataProvider lists */
	public function testARefusalInTheMiddleFailsAtOnceAndTheRunGoesOnFromThere( string $kind, string $operation ): void {
		$this->assortment( 450 );
		$this->configure( [ 'businessUnitIds' => [ reset( $this->units ) ] ] );
		$this->secondPage( $operation, [ 'kind' => 'status', 'status' => 401 ] );
		$run = $this->runToEnd( $kind, 'preview' );
		self::assertSame( [ 'failed', true ], [ $run->state, $run->isResumable() ] );
		self::assertSame( 2, $this->sors->count( $operation ) );
		$seen = $run->cursor->seen;
		self::assertGreaterThan( 0, $seen );
		$this->runs->resume( $run->id );
		$run = $this->drive( $run->id );
		self::assertContains( $run->state, [ 'awaiting_approval', 'succeeded' ], $run->message );
		self::assertSame( 2 + (int) ceil( 450 / $seen ) - 1, $this->sors->count( $operation ), 'The first page was not read again.' );
	}

	public function testACodeOnBothSidesOfAPauseIsTold(): void {
		$this->assortment( 1 );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->assortment( 450 );
		$code = array_key_first( ( new Links() )->byCodes( array_column( $this->products(), 'code' ) ) );
		$this->addItem( (string) $code, 'Drugi sa istom šifrom' );
		$this->secondPage( 'listProducts', [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 1 ] );
		$run = $this->runToEnd( 'catalog', 'preview' );
		$item = $this->itemOf( $run, (string) $code );
		self::assertSame( [ 'planned', [] ], [ $item['outcome'] ?? '', $item['changes'] ?? null ], 'So far it only has another id than before.' );
		$this->endPause( $run );
		$run  = $this->drive( $run->id );
		$item = $this->itemOf( $run, (string) $code );
		self::assertSame( 'skipped', $item['outcome'] ?? '' );
		self::assertStringContainsString( '“Drugi sa istom šifrom”', $item['reason'] );
		self::assertSame( $run->total, $run->unchanged + $run->skipped + count( $this->itemsOf( $run, 'planned' ) ) );
	}

	/** A shop that writes its SKUs small: each of them differs from its code, and each pair is looked at. @group real-store */
	public function testAThousandCodesThatDifferInCaseOnlyTakeNoStepOfTheirOwn(): void {
		global $wpdb;
		$items = [];
		$posts = [];
		$metas = [];
		$skus  = [];
		$last  = (int) $wpdb->get_var( "SELECT MAX(ID) FROM $wpdb->posts" );
		for ( $i = 1; $i <= 1000; $i++ ) {
			$id      = $last + $i;
			$items[] = new Product( [ 'id' => (string) $i, 'code' => sprintf( 'ŠRAF-%04d', $i ), 'name' => 'Šraf' ] );
			$posts[] = "($id, 'product', 'publish', 'Šraf', '', '', '', '', '')";
			$metas[] = sprintf( "(%d, '_sku', 'šraf-%04d')", $id, $i );
			$skus[]  = sprintf( "(%d, 'šraf-%04d')", $id, $i );
		}
		$wpdb->query( "INSERT INTO $wpdb->posts (ID, post_type, post_status, post_title, post_content, post_excerpt, to_ping, pinged, post_content_filtered) VALUES " . implode( ', ', $posts ) );
		$wpdb->query( "INSERT INTO $wpdb->postmeta (post_id, meta_key, meta_value) VALUES " . implode( ', ', $metas ) );
		$wpdb->query( "INSERT INTO {$wpdb->prefix}wc_product_meta_lookup (product_id, sku) VALUES " . implode( ', ', $skus ) );
		$run      = $this->runToEnd( 'stock' );
		$shop     = new CatalogShop( $run, SettingsStore::load() );
		$queries  = $wpdb->num_queries;
		$cpu      = [ self::cpu() ];
		$shop->subjects( array_slice( $items, 0, 250 ) );
		$cpu[]    = self::cpu();
		$subjects = $shop->subjects( $items );
		$cpu[]    = self::cpu();
		self::assertLessThan( 50, $wpdb->num_queries - $queries );
		self::assertLessThan( 9 * ( $cpu[1] - $cpu[0] ), $cpu[2] - $cpu[1], 'of four times as many' );
		foreach ( $items as $item ) {
			self::assertSame( [ mb_strtolower( $item->code ) ], array_column( $subjects[ $item->code ]->candidates, 'sku' ) );
		}
	}

	private function secondPage( string $operation, array $action ): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => $operation, 'from' => 2, 'times' => 1, 'action' => $action ] ] ] );
	}

	private function products(): array {
		return $this->sors->get( 'state?database=' . self::DATABASE . '&include=products' )['databases'][ self::DATABASE ]['products'];
	}
}
