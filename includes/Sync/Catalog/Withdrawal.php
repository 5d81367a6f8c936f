<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sors\Decimal;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Sync\Engine\RunItem;

/** Pure: products whose items SORS no longer offers, and those that come back. */
final class Withdrawal {

	private const IN_STOCK     = 'instock';
	private const OUT_OF_STOCK = 'outofstock';

	private CatalogRules $rules;

	public function __construct( CatalogRules $rules ) {
		$this->rules = $rules;
	}

	/** @param string $linkState Link::INACTIVE or Link::DISCONTINUED. */
	public function withdraw( CatalogPlan $plan, ProductState $state, Link $link, string $linkState ): void {
		$plan->linkState    = $linkState;
		$plan->statusBefore = $link->statusBefore;
		$plan->action       = RunItem::UPDATE;
		$policy             = $this->rules->settings->missingProducts;
		if ( 'draft' === $policy && $this->rules->fills( 'status' ) ) {
			$this->hide( $plan, $state, $link );
		} elseif ( 'outOfStock' === $policy && $this->rules->fills( 'stock' ) && $state->keepsStock() ) {
			$this->empty( $plan, $state, $link );
		}
	}

	/** The item is offered: what we hid before is shown again, what the owner did since stays. */
	public function restore( CatalogPlan $plan, ProductState $state, Link $link ): void {
		if ( '' === $link->statusBefore ) {
			return;
		}
		if ( self::IN_STOCK === $link->statusBefore ) {
			if ( ! $state->managesStock && self::OUT_OF_STOCK === $state->stockStatus ) {
				$plan->data->stockStatus = self::IN_STOCK;
				$plan->change( 'stockStatus', self::OUT_OF_STOCK, self::IN_STOCK );
			}
		} elseif ( self::hidden( $state ) === $state->status ) {
			$plan->data->status = $link->statusBefore;
			$plan->change( 'status', $state->status, $link->statusBefore );
		}
	}

	private function hide( CatalogPlan $plan, ProductState $state, Link $link ): void {
		// Published again since we hid it: by the owner, who is asked no second time unless SORS decides the status.
		$ownersWish = '' !== $link->statusBefore && ! $this->rules->overwrites( 'status' );
		if ( 'publish' !== $state->status || $ownersWish ) {
			return;
		}
		$plan->data->status = self::hidden( $state );
		$plan->statusBefore = $state->status;
		$plan->danger       = 'hide';
		$plan->change( 'status', $state->status, $plan->data->status );
	}

	private function empty( CatalogPlan $plan, ProductState $state, Link $link ): void {
		$first = ! $link->isWithdrawn();
		if ( ! $first && ! $this->rules->overwrites( 'stock' ) ) {
			return;
		}
		if ( $state->managesStock ) {
			if ( null !== $state->stock && Decimal::compare( $state->stock, '0' ) > 0 ) {
				$plan->data->stock = '0';
				$plan->danger      = 'zero';
				$plan->change( 'stock', $state->stock, '0' );
			}
		} elseif ( self::OUT_OF_STOCK !== $state->stockStatus && ( $first || '' === $link->statusBefore ) ) {
			$plan->data->stockStatus = self::OUT_OF_STOCK;
			$plan->statusBefore      = self::IN_STOCK;
			$plan->danger            = 'hide';
			$plan->change( 'stockStatus', $state->stockStatus, self::OUT_OF_STOCK );
		}
	}

	/** WooCommerce takes variations off sale by making them private. */
	private static function hidden( ProductState $state ): string {
		return $state->isVariation() ? 'private' : 'draft';
	}
}
