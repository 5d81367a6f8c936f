<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Checkout;

'cli' === PHP_SAPI || exit;

/** A ticked box with nothing behind it would reach SORS as a private person's order. @group real-store */
final class WhatACompanyMustSayTest extends CompanyTestCase {

	private const NAME = 'Please enter the company’s name, or untick “I am buying for a company”.';
	private const TAX  = 'Please enter the company’s PIB, or untick “I am buying for a company”.';

	/**
	 * @testWith [{}, {"sors_missing_name": "name", "sors_missing_pib": "pib"}, {"sors_company_name": "name", "sors_pib": "pib"}]
	 *           [{"sors/company-name": " ", "sors/pib": " ", "sors/registration-number": "12345678"}, {"sors_missing_name": "name", "sors_missing_pib": "pib"}, {"sors_company_name": "name", "sors_pib": "pib"}]
	 *           [{"sors/company-name": "Kišobran d.o.o."}, {"sors_missing_pib": "pib"}, {"sors_pib": "pib"}]
	 */
	public function testATickedBoxNeedsNameAndPib( array $typed, array $codes, array $ids ): void {
		$typed  += [ 'sors/company' => true, 'sors/company-name' => '', 'sors/pib' => '', 'sors/registration-number' => '' ];
		$sentence = static fn( string $which ): string => 'name' === $which ? self::NAME : self::TAX;
		self::assertSame( array_map( $sentence, $codes ), $this->blockErrors( $typed ) );
		self::assertSame( array_map( $sentence, $ids ), $this->classicSentences( $typed ) );
		self::assertSame( array_map( $sentence, $codes ), $this->blockErrors( array_filter( $typed ) ), 'An app may send no empty fields.' );
	}

	public function testWhereTheShopShowsWooCommercesOwnNameThatOneIsAskedFor(): void {
		$this->showCompany( 'optional' );
		$typed = [ 'sors/company' => true, 'sors/pib' => self::PIB, 'sors/registration-number' => '' ];
		self::assertSame( [ 'sors_missing_company' => self::NAME ], $this->blockErrors( $typed ) );
		self::assertSame( [ 'billing_company' => self::NAME ], $this->classicSentences( $typed ) );
		$typed['sors/pib'] = '';
		self::assertSame( [ 'sors_missing_company' => self::NAME, 'sors_missing_pib' => self::TAX ], $this->blockErrors( $typed ) );
		self::assertSame( [ 'billing_company' => self::NAME, 'sors_pib' => self::TAX ], $this->classicSentences( $typed ) );
		self::assertSame( [ 'sors_missing_pib' => self::TAX ], $this->blockErrors( $typed, 'Druga d.o.o.' ) );
	}

	/** WooCommerce would ask persons and foreigners for what it calls required, so it calls it optional; the page's script knows who buys. */
	public function testTheClassicCheckoutMarksWhatItAsksFor(): void {
		foreach ( [ 'hidden', 'optional', 'required' ] as $company ) {
			$this->showCompany( $company );
			$rows = [];
			foreach ( WC()->checkout()->get_checkout_fields( 'billing' ) as $name => $field ) {
				$row = (string) woocommerce_form_field( $name, [ 'return' => true ] + $field, '' );
				if ( false !== strpos( $row, 'sors-asked' ) ) {
					self::assertStringContainsString( '&nbsp;<span class="required" aria-hidden="true">*</span>', $row );
					$rows[] = $name;
				}
			}
			sort( $rows );
			self::assertSame( [ 'hidden' => [ 'sors_company_name', 'sors_pib' ], 'optional' => [ 'billing_company', 'sors_pib' ], 'required' => [ 'sors_pib' ] ][ $company ], $rows );
		}
	}

	/** Who is abroad may have no PIB. */
	public function testAbroadTheNameIsEnough(): void {
		$typed = [ 'sors/company' => true, 'sors/company-name' => 'Kišobran GmbH', 'sors/pib' => '', 'sors/registration-number' => '' ];
		$this->country = 'DE';
		self::assertSame( 'Kišobran GmbH', $this->placed( $typed )->get_billing_company() );
		self::assertSame( [], $this->classicSentences( $typed ) );
		self::assertSame( [ 'sors_missing_name' => self::NAME ], $this->blockErrors( [ 'sors/company-name' => '' ] + $typed ) );
	}

	/** While the buyer types, the page sends what is there so far. */
	public function testNothingIsAskedForBeforeTheOrderIsPlaced(): void {
		self::assertSame( 200, $this->blockCheckout( [ 'sors/company' => true ], 'PUT' )->get_status() );
	}

	/**
	 * An app that knows no box.
	 *
	 * @testWith [{"sors/pib": "108765434", "sors/company-name": "Kišobran d.o.o."}]
	 *           [{"sors/company-name": "Kišobran d.o.o."}]
	 */
	public function testWithoutTheBoxNoMoreIsAskedFor( array $typed ): void {
		$order = $this->placed( $typed );
		self::assertSame( [ 'Kišobran d.o.o.', $typed['sors/pib'] ?? '' ], [ $order->get_billing_company(), $order->get_meta( '_sors_pib' ) ] );
	}

	/** The page would say "(optional)" of all, whatever the country. */
	public function testTheyAreNotCalledOptionalAndThePibIsAskedForInSerbiaAlone(): void {
		$this->blockCheckout( [], 'GET' );
		$labels = array_column( $this->controller()->get_additional_fields(), 'optionalLabel', 'id' );
		self::assertSame( [ 'Company name', 'PIB (optional outside Serbia)' ], [ $labels['sors/company-name'], $labels['sors/pib'] ] );
		self::assertStringContainsString( 'optional', $labels['sors/registration-number'] );
	}

	/** In My Account there is no box to untick. */
	public function testAWrongNumberSaysHowAnIndividualDoesWithout(): void {
		foreach ( [ 'RS' => '108765435', 'ME' => '1234', 'BA' => '1234', 'DE' => 'x!' ] as $country => $number ) {
			self::assertStringEndsWith( 'no number is needed: leave “I am buying for a company” unticked at the checkout.', (string) \SorsApi\Checkout\CompanyFields::problem( 'sors/pib', $number, $country ), $country );
		}
	}

	/** @return array<string, string> What is said, by code. */
	private function blockErrors( array $typed, string $company = '' ): array {
		$said = [];
		foreach ( $this->blockCheckout( $typed, 'POST', $company )->get_data()['data']['details'] ?? [] as $first ) {
			foreach ( array_merge( [ $first ], $first['additional_errors'] ?? [] ) as $error ) {
				$said[ $error['code'] ] = $error['message'];
				if ( 'sors_missing_company' !== $error['code'] ) {
					self::assertSame( [ 'contact', 'sors/company' ], [ $error['data']['location'], $error['data']['key'] ], 'By this the page knows the place.' );
				}
			}
		}
		return $said;
	}

	/** @return array<string, string> What is said, by the id of the field. */
	private function classicSentences( array $typed ): array {
		$errors = new \WP_Error();
		do_action( 'woocommerce_after_checkout_validation', $this->posted( $typed, '' ), $errors );
		$said = [];
		foreach ( $errors->get_error_codes() as $code ) {
			$said[ $errors->get_error_data( $code )['id'] ] = $errors->get_error_message( $code );
		}
		return $said;
	}
}
