<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Site\CleanSlate;
use SorsApi\Tests\Site\SiteRuns;
use SorsApi\Tests\Site\SorsControl;

/** The shop that is measured, connected to the SORS server beside it. */
final class Shop {

	public const DATABASE = 'Demo2';

	/** Code of the business unit whose stock the shop sells. */
	public const UNIT = '01';

	public SorsControl $sors;

	public function __construct() {
		$this->sors = new SorsControl();
	}

	/** Workers take orders once their checkout is over, and not a minute later. */
	public static function settleSoon(): void {
		add_filter( 'sors_settle_seconds', static fn(): int => 2 );
	}

	/** As after installing. */
	public function clear(): void {
		CleanSlate::begin( (string) getenv( 'SORS_TEST_SITE' ) );
	}

	public function connect( array $settings = [] ): void {
		SettingsStore::update(
			$settings + [
				'database'         => self::DATABASE,
				'businessUnitIds'  => [ $this->unit() ],
				'newProductStatus' => 'publish',
				// All prices change at once, and nobody is there to agree.
				'safetyLimitPercent' => 100,
			]
		);
	}

	/** @return string Id of the business unit. */
	public function unit(): string {
		return (string) array_column( $this->books( 'units' ), 'id', 'code' )[ self::UNIT ];
	}

	/** The items that a shop takes over, as SORS has them; [] = all. */
	public function items( array $codes = [] ): array {
		return array_values( array_filter( $this->books( 'products', $codes ), static fn( array $item ): bool => $item['active'] && 'service' !== $item['itemType'] ) );
	}

	/** Stock of an item on the given day: never none, since that is another piece of work for WooCommerce. */
	public static function stockOf( int $position, int $day ): int {
		return 5 + $position % 90 + $day;
	}

	public static function priceOf( array $item, int $day ): float {
		return round( $item['priceWithVat'] + $day, 2 );
	}

	/** Gives every item the stock and the price of that day, in SORS. */
	public function stockUp( int $day ): void {
		$changes = [];
		foreach ( $this->items() as $position => $item ) {
			$changes[] = [
				'do'     => 'setStock',
				'code'   => $item['code'],
				'unit'   => self::UNIT,
				'onHand' => self::stockOf( $position, $day ),
			];
			$changes[] = [
				'do'           => 'setPrice',
				'code'         => $item['code'],
				'unit'         => self::UNIT,
				'priceWithVat' => self::priceOf( $item, $day ),
			];
		}
		$this->patch( $changes );
	}

	public function run( string $kind ): Run {
		$run = SiteRuns::toEnd( $kind );
		if ( 'succeeded' !== $run->state || $run->failed > 0 ) {
			throw new \RuntimeException( "The run of $kind did not succeed: " . wp_json_encode( $run->toArray() ) );
		}
		return $run;
	}

	/** The price list once, so that what serves it has it ready. */
	public function readAhead(): void {
		$runs = SiteRuns::make();
		$run  = $runs->start( 'stock', 'preview', 'person' );
		while ( $run->isActive() ) {
			$run = $runs->step( $run->id );
		}
		$runs->discard( $run->id );
	}

	/** Changes of what SORS holds. */
	public function patch( array $changes ): void {
		foreach ( array_chunk( $changes, 200 ) as $chunk ) {
			$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => $chunk ] );
		}
	}

	/** One to be sent, by a buyer at home, with these products and quantities. */
	public function order( string $email, array ...$lines ): void {
		$order = wc_create_order();
		foreach ( $lines as [ $product, $quantity ] ) {
			$order->add_product( wc_get_product( $product ), $quantity );
		}
		$order->set_address(
			[
				'first_name' => 'Petar',
				'last_name'  => 'Petrović',
				'email'      => $email,
				'city'       => 'Novi Sad',
				'country'    => 'RS',
			],
			'billing'
		);
		$order->calculate_totals();
		$order->set_status( 'processing' );
		$order->save();
	}

	/** @param list<string> $codes Of items; [] = all. */
	public function books( string $part, array $codes = [] ): array {
		$only = [] === $codes ? '' : '&codes=' . rawurlencode( implode( ',', $codes ) );
		return $this->sors->get( 'state?database=' . self::DATABASE . '&include=' . $part . $only )['databases'][ self::DATABASE ][ $part ];
	}
}
