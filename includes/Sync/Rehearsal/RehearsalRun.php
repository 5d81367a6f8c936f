<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Rehearsal;

use SorsApi\Counterparts\UnitMapping;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Page;
use SorsApi\Store\Links;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\Text;
use SorsApi\Store\Tombstones;
use SorsApi\Sync\Catalog\ItemFilter;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\KindOfRun;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\ReadAhead;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\StepBudget;
use SorsApi\Sync\Engine\Sweeps;

defined( 'ABSPATH' ) || exit;

/** Reads the database of the new year and compares it with the shop. `database` of the run is the new one, that of the settings the one in use. */
final class RehearsalRun implements KindOfRun {

	private const LINKS = 500;

	private Api $api;
	private Links $links;
	private Tombstones $tombstones;
	private ProductReader $products;
	private RunItems $items;
	private RehearsedPrices $prices;
	private RehearsedDocuments $documents;

	public function __construct( Api $api, Links $links, Tombstones $tombstones, ProductReader $products, RunItems $items, RehearsedPrices $prices, RehearsedDocuments $documents ) {
		$this->api        = $api;
		$this->links      = $links;
		$this->tombstones = $tombstones;
		$this->products   = $products;
		$this->items      = $items;
		$this->prices     = $prices;
		$this->documents  = $documents;
	}

	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		$lease->renew();
		switch ( $run->cursor->phase ) {
			case Cursor::START:
				$this->begin( $run, $lease, $settings );
				break;
			case Cursor::PRODUCTS:
				$this->items( $run, $lease, $settings );
				break;
			case Cursor::MISSING:
				$this->missing( $run, $lease, $settings );
				break;
			case Cursor::LEVELS:
				$this->prices->advance( $run, $lease, $settings );
				break;
			case Cursor::DOCUMENTS:
				$this->documents->list( $run, $lease, $settings );
				break;
			case Cursor::CARRIED_OVER:
				$this->documents->compare( $run, $lease, $settings );
				break;
			default:
				$this->finish( $run, $lease );
		}
	}

	public function passOver( Run $run, Lease $lease, string $reason ): bool {
		return false;
	}

	private function begin( Run $run, Lease $lease, Settings $settings ): void {
		$units = new UnitMapping( $settings, $this->api->listBusinessUnits( $settings->database ), $this->api->listBusinessUnits( $run->database ) );
		$found = $this->fixedCustomer( $run, $settings );
		foreach ( $units->units as $unit ) {
			/* translators: %s: code or name of a business unit. */
			$code = Sentence::__( 'business unit %s', 'sors-api-for-woocommerce', $unit['code'] ?? $unit['name'] );
			if ( null === $unit['newId'] ) {
				$found[] = RunItem::skipped( $code, $unit['name'], Sentence::__( 'The new database has no active business unit with its code, or several. Give it a code of its own there.', 'sors-api-for-woocommerce' ), 0, Findings::UNIT_MISSING );
			} elseif ( $unit['newName'] !== $unit['name'] ) {
				/* translators: %s: name. */
				$found[] = RunItem::skipped( $code, $unit['name'], Sentence::__( 'In the new database it is called “%s”. Make sure that it is the same.', 'sors-api-for-woocommerce', (string) $unit['newName'] ), 0, Findings::UNIT_RENAMED );
			}
		}
		$ids = array_column( $units->units, 'newId', 'id' );
		$run->resetCounts();
		$run->state         = Run::READING;
		$run->message       = Sentence::__( 'Reading from SORS.', 'sors-api-for-woocommerce' );
		$run->cursor->units = array_values( array_filter( [ (string) ( $ids[ $settings->priceUnit() ] ?? '' ) ] ) );
		$run->cursor->enter( Cursor::PRODUCTS );
		$lease->hold( $run, fn() => $this->items->put( $run->id, $run->cursor->reading, $found ) );
	}

	/** @return list<RunItem> Buyers with a PIB are looked up, or made, by their first order: only the fixed one has to be there. */
	private function fixedCustomer( Run $run, Settings $settings ): array {
		$code = $settings->singleCustomerCode;
		if ( '' === $code || ! $this->api->supportsQuery( 'listCustomers', 'code' ) ) {
			return [];
		}
		foreach ( $this->api->listCustomers( $run->database, [ 'code' => $code ] )->items as $customer ) {
			if ( $customer->code === $code ) {
				return [];
			}
		}
		/* translators: %s: code of a customer. */
		return [ RunItem::skipped( Sentence::__( 'customer %s', 'sors-api-for-woocommerce', $code ), '', Sentence::__( 'The new database has no customer with its code, so orders for it would be refused.', 'sors-api-for-woocommerce' ), 0, Findings::CUSTOMER_MISSING ) ];
	}

	private function items( Run $run, Lease $lease, Settings $settings ): void {
		$filter   = new ItemFilter();
		$ahead    = ReadAhead::from( $run->cursor, fn( ?string $at ): Page => $filter->page( $this->api->listProducts( $run->database, [], $at ) ) );
		$records  = $ahead->records();
		$codes    = array_values( array_unique( array_map( [ RehearsalPage::class, 'key' ], $records ) ) );
		$found    = new RehearsalPage( $this->links->byCodes( $codes ), $this->items->known( $run->id, $run->cursor->reading, $codes ), $this->withoutProduct( $settings, $codes ) );
		$complete = false;
		foreach ( $ahead->pages as $page ) {
			$found->compare( $page->items );
			$complete = Sweeps::take( $run->cursor, $page, $found->new, $found->repeated );
			if ( $complete ) {
				break;
			}
		}
		$run->processed = $run->cursor->seen;
		$run->total     = null === $page->total && ! $complete ? null : max( $complete ? 0 : (int) $page->total, $run->processed );
		/* translators: %s: number of items */
		$run->message = Sentence::__( 'Reading from SORS: %s items so far.', 'sors-api-for-woocommerce', Sentence::number( $run->processed ) );
		if ( $complete ) {
			$run->cursor->listed = $run->cursor->seen;
			$run->cursor->enter( Cursor::MISSING );
		}
		$lease->hold( $run, fn() => $this->items->put( $run->id, $run->cursor->reading, array_values( $found->items ) ) );
		if ( ! $complete ) {
			$ahead->complain();
		}
	}

	/** Linked items that the new database did not show. */
	private function missing( Run $run, Lease $lease, Settings $settings ): void {
		$links = $this->links->after( $run->cursor->after, self::LINKS );
		if ( [] === $links ) {
			$found = $this->missingServices( $run, $settings );
			$run->cursor->enter( $this->prices->areCompared( $run, $settings ) ? Cursor::LEVELS : Cursor::DOCUMENTS );
			$lease->hold( $run, fn() => $this->items->put( $run->id, $run->cursor->reading, $found ) );
			return;
		}
		$shown   = $this->items->known( $run->id, $run->cursor->reading, array_column( $links, 'code' ) );
		$missing = [];
		foreach ( $links as $link ) {
			$run->cursor->after = $link->id;
			if ( ! isset( $shown[ $link->code ] ) && ! $link->isWithdrawn() && ! in_array( $link->code, self::services( $settings ), true ) ) {
				$missing[] = $link;
			}
		}
		$states = $this->products->byIds( array_column( $missing, 'objectId' ), ProductParts::identity() );
		$found  = [];
		foreach ( $missing as $link ) {
			$name    = isset( $states[ $link->objectId ] ) ? Text::plain( $states[ $link->objectId ]->name ) : '';
			$reason  = $link->isLeftAlone()
				? Sentence::__( 'The new database has no item with its code: orders with it would be refused. The product itself stays as it is, since it is left alone.', 'sors-api-for-woocommerce' )
				: Sentence::__( 'The new database has no item with its code, so the shop would take it for discontinued.', 'sors-api-for-woocommerce' );
			$found[] = RunItem::skipped( $link->code, $name, $reason, $link->objectId, Findings::MISSING );
		}
		$lease->hold( $run, fn() => $this->items->put( $run->id, $run->cursor->reading, $found ) );
	}

	/** @return list<RunItem> */
	private function missingServices( Run $run, Settings $settings ): array {
		$codes = self::services( $settings );
		$shown = $this->items->known( $run->id, $run->cursor->reading, $codes );
		$found = [];
		foreach ( $codes as $code ) {
			if ( ! isset( $shown[ $code ] ) ) {
				$found[] = RunItem::skipped( $code, '', Sentence::__( 'It stands for shipping, fees or rounding, and the new database has no item with its code: orders with such a line would be refused.', 'sors-api-for-woocommerce' ), 0, Findings::SERVICE_MISSING );
			}
		}
		return $found;
	}

	private function finish( Run $run, Lease $lease ): void {
		/* translators: %s: number of items */
		$run->succeed( Sentence::_n( '%s item of the new database compared. Nothing was changed.', '%s items of the new database compared. Nothing was changed.', $run->processed, 'sors-api-for-woocommerce', Sentence::number( $run->processed ) ) );
		$lease->hold( $run, fn() => $this->items->dropOutdated( $run->id, $run->cursor->reading ) );
	}

	/**
	 * @param list<string> $codes
	 *
	 * @return list<string> Those of them that are to have none, and others.
	 */
	private function withoutProduct( Settings $settings, array $codes ): array {
		return array_merge( self::services( $settings ), array_map( 'strval', array_keys( $this->tombstones->of( $codes ) ) ) );
	}

	/** @return list<string> */
	private static function services( Settings $settings ): array {
		return array_values( array_unique( array_filter( [ $settings->shippingItemCode, $settings->feeItemCode, $settings->roundingItemCode ] ) ) );
	}
}
