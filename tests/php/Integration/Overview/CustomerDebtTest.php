<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Overview;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** A customer of whom SORS has told a code, and no id. */
final class CustomerDebtTest extends OutboxTestCase {

	private int $order = 0;

	protected function setUp(): void {
		parent::setUp();
		$this->order = $this->sentOrder()->get_id();
		Sql::run( 'UPDATE ' . Tables::name( Tables::CUSTOMERS ) . " SET customer_id = ''" );
	}

	public function testIsSearchedFor(): void {
		self::assertNotNull( $this->services->customerDebt()->forOrder( $this->order )['balance'] );
	}

	public function testIsAnAnswerInWordsWhereTheSearchGivesNoneEither(): void {
		$this->fault( 'listCustomers', [ 'kind' => 'emptyPage', 'total' => 'zero' ], 9 );
		try {
			$this->services->customerDebt()->forOrder( $this->order );
			self::fail( 'It was not refused.' );
		} catch ( OutboxRefused $refused ) {
			self::assertSame( 'no_customer', $refused->code() );
		}
	}

	public function testNoBuyerIsSearchedForWhereOneCustomerStandsForAll(): void {
		$this->configure(
			[
				'customerMode'       => 'single',
				'singleCustomerCode' => '',
			]
		);
		$before = $this->sors->count( 'listCustomers' );
		try {
			$this->services->customerDebt()->forOrder( $this->order );
			self::fail( 'It was not refused.' );
		} catch ( OutboxRefused $refused ) {
			self::assertSame( 'no_customer', $refused->code() );
		}
		self::assertSame( $before, $this->sors->count( 'listCustomers' ) );
	}
}
