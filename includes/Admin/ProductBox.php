<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Database\StorageError;
use SorsApi\Log\Log;
use SorsApi\OrderView\Words;
use SorsApi\Sentence;
use SorsApi\Settings\Access;
use SorsApi\Store\LinkState;
use SorsApi\Store\Text;
use SorsApi\Store\ExcludedItems;
use SorsApi\Store\Translations;
use SorsApi\Sync\Reports\ProductHistory;
use SorsApi\Sync\Reports\ProductReport;

/**
 * The box on the product: what SORS says of it, why its stock is what it is, a button that brings it up to date, and what
 * the owner can choose about its link.
 *
 * @phpstan-import-type LinkedItem from ProductReport
 * @phpstan-import-type LastRuns from ProductReport
 */
final class ProductBox {

	private ProductReport $report;

	public function __construct( ProductReport $report ) {
		$this->report = $report;
	}

	public function add(): void {
		if ( current_user_can( Access::CAPABILITY ) ) {
			add_meta_box( 'sors-product', __( 'SORS', 'sors-api-for-woocommerce' ), [ $this, 'show' ], 'product', 'normal' );
		}
	}

	/** @param mixed $post */
	public function show( $post ): void {
		$id = $post instanceof \WP_Post ? $post->ID : 0;
		try {
			$details  = $this->report->of( $id );
			$unlinked = array_map( 'strval', array_keys( ExcludedItems::unlinkedOf( [ $id ] )[ $id ] ?? [] ) );
		} catch ( StorageError $error ) {
			Log::error( $error, "The box of product $id" );
			echo '<p>' . esc_html( Sentence::shown( $error->getMessage() ) ) . '</p>';
			return;
		}
		$items = $details['items'] ?? [];
		if ( [] === $items ) {
			echo '<p>' . wp_kses_post( $this->whyNone( $id, [] !== $unlinked ) ) . '</p>';
		}
		if ( [] !== $unlinked ) {
			/* translators: %s: codes of items */
			echo '<p>' . esc_html( sprintf( __( 'You unlinked it from what has this code in SORS: %s. Orders with it are refused, and syncs do not link it again.', 'sors-api-for-woocommerce' ), implode( ', ', $unlinked ) ) ) . '</p>';
		}
		if ( [] === $items && [] === $unlinked ) {
			return;
		}
		BuiltScript::load( 'product-box' );
		self::showButtons( $id, array_column( $items, 'state' ), [] !== $unlinked );
		foreach ( $items as $item ) {
			self::showItem( $item, count( $items ) > 1 );
		}
		if ( null !== $details ) {
			Log::guard( "The history of product $id", fn() => ProductHistoryTables::show( ProductHistory::of( $id ) ) );
			self::showRuns( $details['lastRuns'] );
		}
	}

	/** @return string HTML. */
	private function whyNone( int $id, bool $isUnlinked ): string {
		$original = $isUnlinked ? $id : Translations::original( $id );
		if ( $original === $id || null === $this->report->of( $original ) ) {
			return esc_html__( 'No item of SORS is linked to this product.', 'sors-api-for-woocommerce' );
		}
		$link = sprintf( '<a href="%s">%s</a>', esc_url( (string) get_edit_post_link( $original ) ), esc_html( Text::plain( get_the_title( $original ) ) ) );
		/* translators: %s: product in the shop's default language */
		return sprintf( esc_html__( 'This product is a translation of %s. That one is linked to SORS, and orders with either go there as the same item. See what SORS says on its page.', 'sors-api-for-woocommerce' ), $link );
	}

	/** @param list<string> $states Of its items. */
	private static function showButtons( int $id, array $states, bool $isUnlinked ): void {
		$left = in_array( LinkState::LEFT_ALONE, $states, true );
		printf(
			'<div class="sors-sync" data-product="%d" data-reload="%s" data-chosen="%s">',
			(int) $id,
			esc_attr__( 'Done. Reload the page to see the new figures.', 'sors-api-for-woocommerce' ),
			esc_attr__( 'Done. Reload the page to see it.', 'sors-api-for-woocommerce' )
		);
		$synced = array_diff( $states, [ LinkState::LEFT_ALONE ] );
		if ( [] !== $synced ) {
			self::showButton( '', __( 'Sync stock and price now', 'sors-api-for-woocommerce' ) );
			self::showButton( 'leave-alone', __( 'Leave alone', 'sors-api-for-woocommerce' ) );
		}
		if ( $left ) {
			self::showButton( 'bring-in', __( 'Bring in again', 'sors-api-for-woocommerce' ) );
		}
		if ( [] !== $states ) {
			self::showButton( 'unlink', __( 'Unlink', 'sors-api-for-woocommerce' ), __( 'Unlink this product from SORS? Orders with it will be refused, because it cannot be told which item they are of. No sync changes it or links it again, until you press “Link again”.', 'sors-api-for-woocommerce' ) );
		}
		if ( $isUnlinked ) {
			self::showButton( 'link-again', __( 'Link again', 'sors-api-for-woocommerce' ) );
		}
		echo ' <span role="status"></span> <strong role="alert"></strong>';
		if ( [] !== $states && ! $left ) {
			echo '<p class="description">' . esc_html__( '“Sync stock and price now” changes nothing but the stock and price of this product. All else comes with the next sync of the catalogue or of images.', 'sors-api-for-woocommerce' ) . '</p>';
			echo '<p class="description">' . esc_html__( 'Left alone, the product stays as it is and stays linked: orders with it go to SORS, but no sync changes it.', 'sors-api-for-woocommerce' ) . '</p>';
		}
		echo '</div>';
	}

	/** @param string $choice Last part of the route; '' = a sync. */
	private static function showButton( string $choice, string $label, string $question = '' ): void {
		printf( '<button class="button" type="button" data-choice="%s" data-confirm="%s">%s</button> ', esc_attr( $choice ), esc_attr( $question ), esc_html( $label ) );
	}

	/** @param LinkedItem $item */
	private static function showItem( array $item, bool $isNamed ): void {
		if ( $isNamed ) {
			echo '<h3>' . esc_html( $item['name'] ) . '</h3>';
		}
		$state = LinkState::label( $item['state'] );
		if ( '' !== $item['reason'] ) {
			// The reason why it is left alone begins with that.
			$state = LinkState::LEFT_ALONE === $item['state'] ? $item['reason'] : "$state: {$item['reason']}";
		}
		self::showFacts(
			[
				__( 'Code in SORS', 'sors-api-for-woocommerce' )  => $item['code'],
				_x( 'State', 'of the link of a product', 'sors-api-for-woocommerce' ) => $state,
				__( 'Last change by SORS', 'sors-api-for-woocommerce' ) => self::moment( $item['changedAt'] ),
				__( 'Stock and price read', 'sors-api-for-woocommerce' ) => self::moment( $item['readAt'] ),
				__( 'Price in SORS', 'sors-api-for-woocommerce' ) => null === $item['price'] ? '–' : self::price( $item ),
			]
		);
		self::showStock( $item );
	}

	/** @param LinkedItem $item */
	private static function price( array $item ): string {
		$text = $item['priceChanged']
			/* translators: 1: price, 2: "with VAT" or "without VAT", 3: business unit */
			? __( '%1$s %2$s, from the price list of %3$s, changed by code of this site', 'sors-api-for-woocommerce' )
			/* translators: 1: price, 2: "with VAT" or "without VAT", 3: business unit */
			: __( '%1$s %2$s, from the price list of %3$s', 'sors-api-for-woocommerce' );
		return sprintf( $text, Words::amount( (string) $item['price'] ), 'withVat' === $item['priceType'] ? __( 'with VAT', 'sors-api-for-woocommerce' ) : __( 'without VAT', 'sors-api-for-woocommerce' ), $item['priceUnit'] );
	}

	/** @param LinkedItem $item */
	private static function showStock( array $item ): void {
		if ( [] === $item['units'] && null === $item['stock'] ) {
			self::showRemarks( [] === $item['remarks'] ? [ __( 'SORS has shown no stock of it yet.', 'sors-api-for-woocommerce' ) ] : $item['remarks'] );
			return;
		}
		/* translators: %s: quantity */
		$why = null === $item['stock'] ? __( 'Stock in SORS', 'sors-api-for-woocommerce' ) : sprintf( __( 'Why is the stock %s?', 'sors-api-for-woocommerce' ), Words::decimal( $item['stock'] ) );
		// WooCommerce cuts off what is wider than the box, as on a phone.
		printf( '<details><summary><strong>%s</strong></summary><div style="overflow-x:auto" role="group" tabindex="0" aria-label="%s"><table class="widefat striped"><thead><tr>', esc_html( $why ), esc_attr( $why ) );
		foreach ( [ __( 'Business unit', 'sors-api-for-woocommerce' ), __( 'On hand', 'sors-api-for-woocommerce' ), __( 'Reserved', 'sors-api-for-woocommerce' ), __( 'Counts', 'sors-api-for-woocommerce' ), __( 'Read', 'sors-api-for-woocommerce' ) ] as $head ) {
			echo '<th scope="col">' . esc_html( $head ) . '</th>';
		}
		echo '</tr></thead><tbody>';
		foreach ( $item['units'] as $unit ) {
			$cells = [ self::figure( $unit['onHand'] ), self::figure( $unit['reserved'] ), self::figure( $unit['counted'], __( 'not added up', 'sors-api-for-woocommerce' ) ), self::moment( $unit['readAt'] ) ];
			echo '<tr><th scope="row">' . esc_html( $unit['name'] ) . '</th><td>' . implode( '</td><td>', array_map( 'esc_html', $cells ) ) . '</td></tr>';
		}
		if ( null !== $item['stock'] ) {
			self::showSum( $item );
		}
		echo '</tbody></table></div>';
		self::showRemarks( $item['remarks'] );
		echo '</details>';
	}

	/** @param list<string> $remarks */
	private static function showRemarks( array $remarks ): void {
		foreach ( $remarks as $remark ) {
			echo '<p>' . esc_html( $remark ) . '</p>';
		}
	}

	private static function showRow( string $label, string $figure ): void {
		printf( '<tr><th scope="row" colspan="3">%s</th><td>%s</td><td></td></tr>', wp_kses_post( $label ), wp_kses_post( $figure ) );
	}

	/**
	 * From SORS' figure to the stock of the shop.
	 *
	 * @param LinkedItem $item
	 */
	private static function showSum( array $item ): void {
		self::showRow( esc_html( 'onHand' === $item['stockMode'] ? __( 'On hand in SORS', 'sors-api-for-woocommerce' ) : __( 'Available in SORS', 'sors-api-for-woocommerce' ) ), esc_html( Words::decimal( $item['figure'] ?? '0' ) ) );
		if ( null !== $item['siteChange'] ) {
			self::showRow( esc_html__( 'Changed by code of this site', 'sors-api-for-woocommerce' ), esc_html( ( '-' === $item['siteChange'][0] ? '' : '+' ) . Words::decimal( $item['siteChange'] ) ) );
		}
		foreach ( $item['orders'] as $order ) {
			/* translators: %s: number of an order */
			$text = esc_html( sprintf( __( 'Sold in order %s, and not in that figure', 'sors-api-for-woocommerce' ), $order['number'] ) );
			self::showRow( null === $order['url'] ? $text : sprintf( '<a href="%s">%s</a>', esc_url( $order['url'] ), $text ), '−' . esc_html( Words::decimal( $order['quantity'] ) ) );
		}
		self::showRow( '<strong>' . esc_html__( 'Stock in the shop by that', 'sors-api-for-woocommerce' ) . '</strong>', '<strong>' . esc_html( Words::decimal( (string) $item['stock'] ) ) . '</strong>' );
		if ( null !== $item['shopStock'] && $item['shopStock'] !== $item['stock'] ) {
			self::showRow( esc_html__( 'Stock in the shop now; the next sync sets it', 'sors-api-for-woocommerce' ), esc_html( Words::decimal( $item['shopStock'] ) ) );
		}
	}

	/** @param array<string, string> $facts */
	private static function showFacts( array $facts ): void {
		echo '<table class="widefat striped"><tbody>';
		foreach ( $facts as $name => $value ) {
			echo '<tr><th scope="row">' . esc_html( $name ) . '</th><td>' . esc_html( $value ) . '</td></tr>';
		}
		echo '</tbody></table>';
	}

	/** @param LastRuns $runs */
	private static function showRuns( array $runs ): void {
		/* translators: 1: date and time, 2: date and time, 3: date and time */
		echo '<p>' . esc_html( sprintf( __( 'Last complete sync: catalogue %1$s, stock and prices %2$s, images %3$s.', 'sors-api-for-woocommerce' ), self::moment( $runs['catalog'] ), self::moment( $runs['stock'] ), self::moment( $runs['images'] ) ) ) . '</p>';
	}

	private static function figure( ?string $figure, string $none = '–' ): string {
		return null === $figure ? $none : Words::decimal( $figure );
	}

	private static function moment( ?string $moment ): string {
		return null === $moment ? __( 'never', 'sors-api-for-woocommerce' ) : Words::moment( $moment );
	}
}
